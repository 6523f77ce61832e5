//! Randomness, injected so that a test can repeat it.

use std::sync::Arc;

use towline_core::ids::Seed;

type Fill = dyn Fn(&mut [u8]) + Send + Sync;

/// A source of random bytes.
#[derive(Clone)]
pub struct Random(Arc<Fill>);

impl Random {
    /// The operating system's generator.
    pub fn system() -> Random {
        use ring::rand::SecureRandom;
        let source = ring::rand::SystemRandom::new();
        Random::from_fn(move |bytes| {
            // The kernel's generator only fails where no program could run safely.
            source.fill(bytes).expect("the kernel gives random bytes");
        })
    }

    /// A source made of `fill`, for tests.
    pub fn from_fn(fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Random {
        Random(Arc::new(fill))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.0)(&mut bytes);
        bytes
    }

    /// The seed of a new machine.
    pub fn seed(&self) -> Seed {
        Seed(hex::encode(self.bytes::<16>()))
    }

    /// A random version-4 UUID.
    pub fn uuid(&self) -> String {
        uuid::Builder::from_random_bytes(self.bytes::<16>())
            .into_uuid()
            .to_string()
    }
}
