"""Sound: tones, the voice, and a session as a sound file."""
