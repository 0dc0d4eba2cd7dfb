package clock

// Near says whether a day is at most back days before another and at most ahead days
// after it. Days in signed lines come from other people's clocks.
func Near(day, today string, back, ahead int) bool {
	if !Valid(day) || !Valid(today) {
		return false
	}
	d := DaysBetween(day, today)
	return d <= back && -d <= ahead
}
