//! `towline metrics`: the measures of a window of time, each with its formula.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use towline_agent::client::TOWLINE;
use towline_api::towline::{GetMeasuresOutput, Measure};

use crate::config::Connection;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::session::Session;
use crate::terminal::{self, Look, Terminal, Tone, hang, safe, width};

/// Print the measures of a window of time: speed, rate and quality of deliveries.
///
/// They are counted from the server's stored events. A measure that would divide by zero is absent.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The begin: a length before --until such as 7d, 24h or 30m, or a time such as 2026-11-01 or
    /// 2026-11-01T12:00:00Z.
    #[arg(long, default_value = "7d", value_parser = since)]
    since: Since,
    /// The end, a time; now when absent.
    #[arg(long, value_parser = time)]
    until: Option<Timestamp>,
    /// Print JSON: the answer of GetMeasures.
    #[arg(long, fields_of = &["metrics"])]
    json: Option<Fields>,
    #[command(flatten)]
    look: terminal::Options,
    #[command(flatten)]
    connection: Connection,
}

/// Where a window begins. The server knows what time it is, so a length stays a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Since {
    Seconds(i64),
    Time(Timestamp),
}

fn since(text: &str) -> Result<Since, String> {
    let length = text.char_indices().next_back().and_then(|(at, unit)| {
        let seconds = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            'w' => 7 * 86_400,
            _ => return None,
        };
        let number: i64 = text[..at].parse().ok().filter(|n| *n > 0)?;
        number.checked_mul(seconds)
    });
    match length {
        Some(seconds) => Ok(Since::Seconds(seconds)),
        None => time(text).map(Since::Time),
    }
}

fn time(text: &str) -> Result<Timestamp, String> {
    let day = |date: Date| date.to_datetime(Default::default());
    let local = |time: DateTime| time.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
    if let Ok(time) = text.parse() {
        return Ok(time);
    }
    let found = text.parse::<Date>().map(day);
    found.and_then(local).map_err(|_| {
        "neither a length (7d, 24h, 30m) nor a time (2026-11-01, 2026-11-01T12:00:00Z)".to_string()
    })
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let session = Session::open(&args.connection)?;
    let mut input = match args.since {
        Since::Seconds(seconds) => json!({"windowSeconds": seconds}),
        Since::Time(time) => json!({"since": seconds(time)}),
    };
    if let Some(until) = args.until {
        input["until"] = json!(seconds(until));
    }
    if let Some(fields) = &args.json {
        let output: Value = session.call(TOWLINE, "GetMeasures", &input).await?;
        fields.print("metrics", output);
        return Ok(());
    }
    let output: GetMeasuresOutput = session.call(TOWLINE, "GetMeasures", &input).await?;
    terminal::print(&text(&output, &Terminal::find(args.look).out));
    Ok(())
}

fn seconds(time: Timestamp) -> f64 {
    time.as_millisecond() as f64 / 1000.0
}

fn text(output: &GetMeasuresOutput, look: &Look) -> String {
    let shown = |at: towline_api::Timestamp| {
        let at = Timestamp::from_millisecond((at.0 * 1000.0) as i64);
        at.map_or_else(|_| "?".to_string(), |at| format!("{at:.0}"))
    };
    let days = (output.until.0 - output.since.0) / 86_400.0;
    let (since, until) = (shown(output.since), shown(output.until));
    let mut lines = vec![format!("from {since} to {until}: {} days", number(days))];
    for measure in &output.measures {
        lines.push(String::new());
        lines.extend(paragraph(measure, look));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn paragraph(measure: &Measure, look: &Look) -> Vec<String> {
    let name = format!("{:<32}", safe(&measure.name).replace('_', " "));
    let value = match measure.value {
        Some(value) => format!("{} {}", number(value), safe(&measure.unit)),
        None => "absent: there is nothing to divide by".to_string(),
    };
    let formula = format!("{:<10}", safe(&measure.formula));
    let head = format!("{} {formula} ", look.paint(Tone::Strong, &name));
    let columns = width::of(&name) + width::of(&formula) + 2;
    let mut lines = hang(&head, columns, &value, look);
    for term in &measure.terms {
        let value = term.value.map_or_else(|| "-".into(), number);
        let head = format!("    {} = {value:<10} ", safe(&term.symbol));
        let columns = width::of(&head);
        lines.extend(hang(&head, columns, &safe(&term.meaning), look));
    }
    lines
}

/// Four significant digits of what is small, whole numbers as they are.
fn number(value: f64) -> String {
    if value.fract() == 0.0 {
        return format!("{value:.0}");
    }
    let digits = 3 - value.abs().log10().floor() as i32;
    let digits = usize::try_from(digits.clamp(1, 9)).unwrap_or(1);
    format!("{value:.digits$}")
}

#[cfg(test)]
mod tests {
    use towline_api::towline::MeasureTerm;

    use super::*;
    use crate::terminal::golden;

    #[test]
    fn a_begin_is_a_length_or_a_time() {
        let at = |text: &str| Ok(Since::Time(text.parse().unwrap()));
        assert_eq!(since("7d"), Ok(Since::Seconds(604_800)));
        assert_eq!(since("30m"), Ok(Since::Seconds(1800)));
        assert_eq!(since("2026-11-01"), at("2026-11-01T00:00:00Z"));
        assert_eq!(since("2026-11-01T12:00:00Z"), at("2026-11-01T12:00:00Z"));
        for bad in ["", "d", "0d", "-1d", "7x", "9223372036854775807w", "7é"] {
            assert!(since(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_measure_shows_its_formula_and_what_is_missing() {
        let measure =
            |name: &str, formula: &str, unit: &str, value, terms: &[(&str, &str, f64)]| {
                let term = |(symbol, meaning, value): &(&str, &str, f64)| MeasureTerm {
                    symbol: (*symbol).into(),
                    meaning: (*meaning).into(),
                    value: Some(*value),
                };
                Measure {
                    name: name.into(),
                    formula: formula.into(),
                    unit: unit.into(),
                    value,
                    terms: terms.iter().map(term).collect(),
                }
            };
        let output = GetMeasuresOutput {
            since: towline_api::Timestamp(1_795_132_800.0),
            until: towline_api::Timestamp(1_795_737_600.0),
            measures: vec![
                measure(
                    "deployment_speed",
                    "D = T / S",
                    "seconds per script",
                    Some(160.0 / 7.0),
                    &[
                        (
                            "T",
                            "seconds from creation to end of all deployments that ended in it",
                            160.0,
                        ),
                        ("S", "scripts\u{202e}", 7.0),
                    ],
                ),
                measure(
                    "rollback_speed",
                    "R = 1 / F",
                    "per failed rollback",
                    None,
                    &[("F", "rollbacks that failed", 0.0)],
                ),
            ],
        };
        golden::check!(|look| text(&output, look));
    }
}
