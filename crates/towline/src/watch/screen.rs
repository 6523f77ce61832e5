//! Text that is drawn again and again in one place of the terminal.

use crate::terminal;

/// The place below the cursor.
#[derive(Debug, Default)]
pub(super) struct Screen {
    drawn: String,
}

impl Screen {
    /// Draws the text in place of the last one.
    pub(super) fn draw(&mut self, text: &str) {
        if text == self.drawn {
            return;
        }
        terminal::tell(&format!("{}{text}", self.erase()));
        self.drawn = text.to_string();
    }

    /// Draws the text in place of the last one, and leaves it there.
    pub(super) fn leave(&mut self, text: &str) {
        self.draw(text);
        self.drawn.clear();
    }

    /// To the first line that was drawn, and everything below away.
    fn erase(&self) -> String {
        match self.drawn.matches('\n').count() {
            0 => String::new(),
            lines => format!("\x1b[{lines}A\r\x1b[J"),
        }
    }
}
