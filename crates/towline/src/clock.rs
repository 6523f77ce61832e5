//! `towline clock`: the server's time, and moving it on a server with `--dev-clock`.

use std::io::Write;
use std::ops::Range;

use serde_json::{Value, json};
use towline_agent::client::TOWLINE;
use towline_api::Timestamp;
use towline_api::towline::{AdvanceClockOutput, GetClockOutput};

use crate::config::Connection;
use crate::dry_run::{self, DryRun};
use crate::duration;
use crate::events::{self, Stream};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::intent::{Intent, Outlook};
use crate::session::Session;
use crate::terminal::{self, Look, Terminal};

/// Show the server's clock, or move it ahead (needs `towline server --dev-clock`).
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    connection: Connection,
    /// Print JSON: the answer of GetClock; of a move, its events, one document a line.
    #[arg(long, global = true, fields_of = &["clock", "events"])]
    json: Option<Fields>,
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    look: terminal::Options,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Move it ahead, deadline by deadline, and print what happens on the way.
    Advance {
        /// How far, for example 90s, 15m, 24h or 7d.
        #[arg(value_parser = duration::seconds, allow_hyphen_values = true)]
        span: i64,
        #[command(flatten)]
        dry: DryRun,
    },
}

/// Runs the command.
pub(crate) async fn run(args: &Args) -> Result<Exit, Failure> {
    let json = args.json.as_ref();
    let document = args.command.as_ref().map_or("clock", |_| "events");
    json.map_or(Ok(()), |fields| fields.check(document))?;
    let session = Session::open(&args.connection)?;
    match args.command {
        None => show(&session, json).await,
        Some(Command::Advance { span, dry }) if dry.wanted() => {
            dry.in_words(json.is_some())?;
            let outlook = outlook(&session, span).await?;
            return Ok(dry_run::tell(&outlook, args.look));
        }
        Some(Command::Advance { span, .. }) => {
            let look = Terminal::find(args.look).out;
            advance(&session, span, json, &look).await
        }
    }?;
    Ok(Exit::Succeeded)
}

/// Where the clock would go; fails when it cannot be moved.
async fn outlook(session: &Session, span: i64) -> Result<Outlook, Failure> {
    let clock: GetClockOutput = session.call(TOWLINE, "GetClock", &json!({})).await?;
    if !clock.movable {
        return Err(
            Failure::new("the clock cannot be moved", "it is the machine's own")
                .fix("start the server with --dev-clock"),
        );
    }
    let there = Timestamp(clock.now.0 + span as f64);
    let (from, to) = (events::moment(clock.now.0), events::moment(there.0));
    let act = format!("move the clock from {from} to {to}");
    Ok(Outlook::Would(Intent::to(act)))
}

async fn show(session: &Session, json: Option<&Fields>) -> Result<(), Failure> {
    let document: Value = session.call(TOWLINE, "GetClock", &json!({})).await?;
    if let Some(fields) = json {
        fields.print("clock", document);
        return Ok(());
    }
    let clock: GetClockOutput = towline_api::decode(document)
        .map_err(|error| Failure::new("the answer cannot be understood", error.message))?;
    print(&shown(&clock));
    Ok(())
}

/// In as many calls as it takes.
async fn advance(
    session: &Session,
    span: i64,
    json: Option<&Fields>,
    look: &Look,
) -> Result<(), Failure> {
    let mut left = span;
    let mut fired = 0;
    loop {
        let input = json!({ "seconds": left });
        let moved: AdvanceClockOutput = session.call(TOWLINE, "AdvanceClock", &input).await?;
        fired += moved.fired;
        tell(session, moved.after..moved.last, json, look).await?;
        left = moved.remaining_seconds;
        if left == 0 && json.is_some() {
            return Ok(());
        }
        if left == 0 {
            print(&moved_to(moved.now, fired));
            return Ok(());
        }
    }
}

/// Prints the events of the move.
async fn tell(
    session: &Session,
    span: Range<i64>,
    json: Option<&Fields>,
    look: &Look,
) -> Result<(), Failure> {
    let query = [
        ("after", span.start.to_string()),
        ("follow", "false".to_string()),
    ];
    let mut stream = Stream::new(session.towline()?.clone(), &query, false);
    while let Some(told) = stream.next().await? {
        if told.document["seq"].as_i64() > Some(span.end) {
            break;
        }
        match json {
            Some(fields) => print(&told.json(fields)),
            None => print(&events::line(&told, look)),
        }
    }
    Ok(())
}

/// The server's time, and how far it was moved.
fn shown(clock: &GetClockOutput) -> String {
    let ahead = match clock.ahead_seconds {
        0 => String::new(),
        seconds => format!("  {seconds} s ahead"),
    };
    format!("{}{ahead}", events::moment(clock.now.0))
}

/// Where a move has ended.
fn moved_to(now: Timestamp, fired: i64) -> String {
    let waits = match fired {
        1 => "1 wait".to_string(),
        many => format!("{many} waits"),
    };
    format!("{}  {waits} ended", events::moment(now.0))
}

/// A reader that has seen enough is no failure.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::golden;

    #[test]
    fn the_clock_is_a_line() {
        let now = Timestamp(1_795_729_669.25);
        let clock = |ahead_seconds| GetClockOutput {
            now,
            ahead_seconds,
            movable: true,
        };
        let lines = [
            shown(&clock(0)),
            shown(&clock(86_400)),
            moved_to(now, 1),
            moved_to(now, 0),
        ];
        golden::check!(|_| lines.join("\n") + "\n");
    }
}
