"""What a plan has where neither the user nor the routine says otherwise, in seconds."""

HOLD = 20.0  # lies in the range of all six stretches of the article (15-30 and 20-30)
REST = 15.0  # between two stretches
REST_BETWEEN_REPEATS = 10.0
LEAD_IN = 10.0
