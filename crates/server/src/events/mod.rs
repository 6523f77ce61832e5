//! The stream of stored events: who waits for them, and how they are told.
//!
//! Nothing here makes an event: that is done by machines and operations, in the transaction of the
//! change itself.

mod bus;
mod stream;

pub(crate) use bus::Bus;
pub(crate) use stream::stream;
