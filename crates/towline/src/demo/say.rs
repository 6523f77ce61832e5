//! What the demo writes on the terminal.
#![expect(
    clippy::print_stdout,
    reason = "the demo is a story told on the terminal"
)]

/// A chapter begins.
pub(super) fn chapter(title: &str) {
    println!("\n── {title} ──");
}

/// Something that happened.
pub(super) fn line(text: &str) {
    println!("  {text}");
}

/// A claim of the story that was checked.
pub(super) fn proven(text: &str) {
    println!("  ✓ {text}");
}

/// Free text, for how to go on.
pub(super) fn text(text: &str) {
    println!("{text}");
}

/// Something that a person is asked to do.
pub(super) fn asked(what: &str, place: &str) {
    println!("\n  ➜ {what} {place}\n");
}
