"""An invented company to try Avow on."""
