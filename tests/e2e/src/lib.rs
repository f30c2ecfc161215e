//! The journeys are in tests/; nothing is shared from here yet.
