"""What we do about it: who decides, consultations, decisions, conditions, stepping aside."""
