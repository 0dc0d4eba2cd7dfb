package guide

// scores gives every text that has anything of what is wanted. A text that has all of it
// stands before one that has much of a part.
func (s *shelf) scores(w wanted) []scored {
	sum, has, best := make([]float64, len(s.sheets)), make([]float64, len(s.sheets)), make([]float64, len(s.sheets))
	all := 0.0
	for _, slot := range w.slots {
		clear(best)
		for stem, weight := range slot.stems {
			raise(best, s.mentions[stem], weight)
		}
		for _, idea := range slot.ideas {
			raise(best, s.told[idea], asIdea*slot.most())
		}
		for place, b := range best {
			if b > 0 {
				sum[place] += slot.worth * b
				has[place] += slot.worth
			}
		}
		all += slot.worth
	}
	var list []scored
	for place := range sum {
		if sum[place] > 0 {
			list = append(list, scored{place, sum[place] * (0.35 + 0.65*has[place]/all) * s.sheets[place].worth})
		}
	}
	return list
}

func raise(best []float64, list []mention, weight float64) {
	for _, m := range list {
		best[m.place] = max(best[m.place], weight*float64(m.weight))
	}
}

// most is what the word itself counts: less, if it was forgiven.
func (a slot) most() float64 {
	if len(a.stems) == 0 {
		return 1
	}
	most := 0.0
	for _, weight := range a.stems {
		most = max(most, weight)
	}
	return most
}

// What words side by side add, as they were typed: in a heading, in a text.
var sideBySide = [3]float64{0.2, 0.5, 0.3}

// together tells how much of what is wanted stands side by side in a text, as it was typed.
func (s *shelf) together(sheet *sheet, w wanted) float64 {
	sum := 0.0
	for i := 1; i < len(w.slots); i++ {
		a, b := w.slots[i-1], w.slots[i]
		best := 0.0
		for field, spots := range sheet.fields {
			if beside(spots, a, b) {
				best = max(best, sideBySide[field])
			}
		}
		sum += best
	}
	return sum / float64(max(1, len(w.slots)-1))
}

func beside(spots []spot, a, b slot) bool {
	gap := b.at - a.at
	if gap < 1 || gap > 3 {
		return false
	}
	for i := gap; i < len(spots); i++ {
		_, first := a.stems[spots[i-gap].stem]
		_, second := b.stems[spots[i].stem]
		if first && second {
			return true
		}
	}
	return false
}
