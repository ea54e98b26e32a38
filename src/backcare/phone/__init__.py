"""On the phone: a session as one page that needs no network, and a small server that hands it over."""
