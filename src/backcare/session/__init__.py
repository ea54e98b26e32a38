"""The state machines of a session and the loop that feeds them; time is an argument."""
