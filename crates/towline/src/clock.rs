//! `towline clock`: the server's time, and moving it on a server with `--dev-clock`.

use std::io::Write;

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
use crate::terminal::Options;

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
            return Ok(dry_run::tell(&outlook, Options::default()));
        }
        Some(Command::Advance { span, .. }) => advance(&session, span, json).await,
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
    let act = format!("move the clock from {} to {}", text(clock.now), text(there));
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
    let ahead = match clock.ahead_seconds {
        0 => String::new(),
        seconds => format!("  {seconds} s ahead"),
    };
    print(&format!("{}{ahead}", text(clock.now)));
    Ok(())
}

/// In as many calls as it takes.
async fn advance(session: &Session, span: i64, json: Option<&Fields>) -> Result<(), Failure> {
    let mut left = span;
    let mut fired = 0;
    loop {
        let input = json!({ "seconds": left });
        let moved: AdvanceClockOutput = session.call(TOWLINE, "AdvanceClock", &input).await?;
        fired += moved.fired;
        tell(session, moved.after, moved.last, json).await?;
        left = moved.remaining_seconds;
        if left == 0 && json.is_some() {
            return Ok(());
        }
        if left == 0 {
            print(&format!("{}  {fired} waits ended", text(moved.now)));
            return Ok(());
        }
    }
}

/// Prints the events of the move.
async fn tell(
    session: &Session,
    after: i64,
    last: i64,
    json: Option<&Fields>,
) -> Result<(), Failure> {
    let query = [
        ("after", after.to_string()),
        ("follow", "false".to_string()),
    ];
    let mut stream = Stream::new(session.towline()?.clone(), &query, false);
    while let Some(told) = stream.next().await? {
        if told.document["seq"].as_i64() > Some(last) {
            break;
        }
        match json {
            Some(fields) => print(&told.json(fields)),
            None => print(&events::line(&told)),
        }
    }
    Ok(())
}

fn text(time: Timestamp) -> String {
    let moment = jiff::Timestamp::from_millisecond((time.0 * 1000.0) as i64);
    let moment = moment.unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    moment.strftime("%Y-%m-%d %H:%M:%S%.3fZ").to_string()
}

/// A reader that has seen enough is no failure.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
