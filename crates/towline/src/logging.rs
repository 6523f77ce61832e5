//! The log: on standard error, filtered by `RUST_LOG` (default `info`), as text or as JSON.
//!
//! One event is one line, whatever text of a client is in it: control characters are escaped.

use std::fmt::{self, Write};
use std::io::IsTerminal;

use tracing::field::Field;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::field::MakeExt;
use tracing_subscriber::fmt::format::{FormatFields, Writer, debug_fn};

/// How the log is written.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Log {
    /// The form of the log on standard error.
    #[arg(long, env = "TOWLINE_LOG_FORMAT", value_enum, default_value_t = Format::Text)]
    log_format: Format,
}

/// The form of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Sets the process's log up; called once, by the commands that keep running.
pub(crate) fn start(args: Log) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // The S3 parser logs every refused request as an error, with its headers: nobody's error, and
    // headers hold session tokens.
    let filter = match "s3s=off".parse() {
        Ok(quiet) => filter.add_directive(quiet),
        Err(_) => filter,
    };
    let stderr = std::io::stderr();
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(stderr.is_terminal())
        .with_writer(std::io::stderr);
    match args.log_format {
        Format::Text => log.fmt_fields(fields()).init(),
        Format::Json => log
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .init(),
    }
}

/// `name=value` with spaces between; values that are text in quotes.
fn fields() -> impl for<'w> FormatFields<'w> + Send + Sync + 'static {
    debug_fn(
        |writer: &mut Writer<'_>, field: &Field, value: &dyn fmt::Debug| {
            if field.name() != "message" {
                write!(writer, "{field}=")?;
            }
            write!(Escaped(writer), "{value:?}")
        },
    )
    .delimited(" ")
}

/// Passes text on with its control characters escaped. Text in quotes has none left; what is
/// displayed as it is, an error say, may have.
struct Escaped<'a, 'w>(&'a mut Writer<'w>);

impl Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Nearly all of it, and every request has some.
        if text.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) {
            return self.0.write_str(text);
        }
        for c in text.chars() {
            // The two separators end a line for some readers.
            match c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                true => write!(self.0, "{}", c.escape_default())?,
                false => self.0.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn text_of_a_client_cannot_make_lines_or_colours() {
        let kept = Kept::default();
        let writer = kept.clone();
        let log = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .fmt_fields(fields())
            .finish();
        let evil = "a\nINFO forged\x1b[31m\r\u{2028}b";
        tracing::subscriber::with_default(log, || {
            let span = tracing::error_span!("request", name = evil);
            let _inside = span.enter();
            let error = io::Error::other(evil);
            tracing::info!(%error, text = evil, number = 7, "refused {evil}");
        });
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.matches('\n').count(), 1, "{text}");
        assert!(
            text.ends_with('\n') && !text.contains(['\x1b', '\r', '\u{2028}']),
            "{text}"
        );
        assert!(
            text.contains("number=7") && text.contains("\\nINFO forged"),
            "{text}"
        );
    }
}
