//! Words for people that the command line and the console share: times, states, and which characters
//! of foreign text must be seen. How they look is up to each; nothing here knows a terminal or HTML.

mod foreign;
mod state;
mod time;

pub use foreign::is_harmful;
pub use state::word;
pub use time::{ago, span};
