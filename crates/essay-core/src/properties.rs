//! Checks that property tests try the same inputs in every run. `.cargo/config.toml` sets their seed, and `cargo xtask
//! soak -- properties` sets others.

use proptest::test_runner::{Config, RngSeed};

#[test]
fn properties_are_tried_from_a_fixed_seed_and_write_nothing() {
    let config = Config::default();
    assert_ne!(config.rng_seed, RngSeed::Random, "run this by cargo, which reads .cargo/config.toml");
    assert!(config.failure_persistence.is_none());
}
