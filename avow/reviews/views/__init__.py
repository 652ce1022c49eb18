"""The pages: the desk, the case, consultations, waivers, and what a person sees and does about their own."""
