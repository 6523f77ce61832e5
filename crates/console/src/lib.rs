//! The console: pages for people, made on the server, readable without JavaScript.
//!
//! ```text
//! visit ─► route ─► pages/… ─► ask ─► operations of the server (the public API)
//!                      └────► parts, text, time, log ─► HTML
//!          act ─────► one operation, then back to the page
//! ```
//!
//! The console decides nothing and stores nothing: what it shows, the API tells; what it does, is an
//! operation. Who is let in is the server's (`towline-server`, `console/`). Foreign text is a
//! [`text::Text`], which can only be shown harmless.

mod act;
mod ask;
mod assets;
mod frame;
mod log;
mod pages;
mod parts;
mod route;
mod text;
mod time;

use towline_api::pages::{Answer, Pages, Visit, Work};

/// All pages.
#[derive(Debug, Clone, Copy, Default)]
pub struct Console;

/// The path of the page of an object, by kind, id and name as `Explain` gives them.
pub fn page(kind: &str, id: &str, name: &str) -> Option<String> {
    parts::place(kind, id, name)
}

impl Pages for Console {
    fn answer(&self, visit: Visit) -> Work<'static, Answer> {
        Box::pin(route::answer(visit))
    }

    fn is_public(&self, path: &str) -> bool {
        path.starts_with(assets::PLACE)
    }
}
