//! A discussion of thousands.
