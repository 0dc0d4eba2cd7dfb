package seal

// CheckRequest refuses what is no request line or was not signed by verify.
func CheckRequest(s Signed, verify string) (Request, error) { return CheckAs[Request](s, verify) }

// CheckConsent refuses what is no consent line or was not signed by verify.
func CheckConsent(s Signed, verify string) (Consent, error) { return CheckAs[Consent](s, verify) }

// CheckApproval refuses what is no approval line or was not signed by verify.
func CheckApproval(s Signed, verify string) (Approval, error) { return CheckAs[Approval](s, verify) }

// CheckAct refuses what is no act line or was not signed by verify.
func CheckAct(s Signed, verify string) (Act, error) { return CheckAs[Act](s, verify) }

// CheckStep refuses what is no step line or was not signed by verify.
func CheckStep(s Signed, verify string) (Step, error) { return CheckAs[Step](s, verify) }

// CheckKeys refuses what is no keys line or was not signed as it must be: one that names none
// before it by the key it names itself; one with prev by verify, which is the key it replaces,
// or that of the officer in by. Who may replace which is for others to check.
func CheckKeys(s Signed, verify string) (Keys, error) {
	line, err := ParseAs[Keys](s)
	if err != nil {
		return Keys{}, err
	}
	if line.Prev == "" {
		verify = line.Verify
	}
	if err := checkSignature(s, "keys", verify); err != nil {
		return Keys{}, err
	}
	return line, nil
}
