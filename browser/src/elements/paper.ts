/** Puts a sheet beside everything, prints it alone, and takes it away. */
export function printAlone(sheet: HTMLElement): void {
  forgetPaper();
  document.body.append(sheet);
  document.documentElement.classList.add('prints-sheet');
  addEventListener('afterprint', forgetPaper, { once: true });
  globalThis.print();
}

/** Takes the sheet away, if one is there. */
export function forgetPaper(): void {
  document.documentElement.classList.remove('prints-sheet');
  document.querySelector('.print-sheet')?.remove();
}
