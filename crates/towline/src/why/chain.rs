//! A chain of explanations as text. Pure.

use towline_api::Timestamp;
use towline_api::towline::{ExplainOutput, Explanation, ExplanationLink};

use crate::terminal::{Look, Tone, log, safe, sign, width};

/// The whole answer.
pub(super) fn told(id: &str, output: &ExplainOutput, look: &Look) -> String {
    let chains = output.explanations.iter().map(|one| chain(one, look));
    let chains: Vec<String> = chains.collect();
    match chains.len() {
        0 | 1 => chains.concat(),
        several => {
            let id = safe(id);
            format!("{id} names {several} objects:\n\n{}", chains.join("\n"))
        }
    }
}

/// One chain: every link further in than the one before, then the way out.
fn chain(explanation: &Explanation, look: &Look) -> String {
    let mut text = String::new();
    let links = &explanation.links;
    for (depth, link) in links.iter().enumerate() {
        let margin = "  ".repeat(depth);
        let (_, tone) = sign(&link.status);
        let tone = if tone == Tone::Quiet {
            Tone::Plain
        } else {
            tone
        };
        text.push_str(&block(&margin, &headline(link), tone, look));
        let margin = format!("{margin}  ");
        let why = format!("{}: {}", link.code, link.detail);
        text.push_str(&block(&margin, &safe(&why), Tone::Plain, look));
        let margin = format!("{margin}│ ");
        for line in &link.lines {
            text.push_str(&block(&margin, &log(line, false), Tone::Quiet, look));
        }
    }
    let margin = "  ".repeat(links.len());
    let mut unblock = links.iter().rev().map(|link| &link.unblock);
    if let Some(unblock) = unblock.find(|text| !text.is_empty()) {
        let words = format!("unblock: {}", safe(unblock));
        text.push_str(&block(&margin, &words, Tone::Strong, look));
    }
    if let Some(command) = links.iter().rev().find_map(|link| link.command.as_ref()) {
        // It is copied: no line break of ours may come between its words.
        let words = look.paint(Tone::Strong, &format!("next: {}", safe(command)));
        text.push_str(&format!("{margin}{words}\n"));
    }
    text
}

/// Lines with the same margin.
fn block(margin: &str, words: &str, tone: Tone, look: &Look) -> String {
    let room = look.width.saturating_sub(width::of(margin)).max(20);
    let lines = match look.width {
        usize::MAX => vec![words.to_string()],
        _ => width::wrap(words, room),
    };
    let lines = lines
        .iter()
        .map(|line| format!("{margin}{}\n", look.paint(tone, line)));
    lines.collect()
}

fn headline(link: &ExplanationLink) -> String {
    let name = match &link.name {
        Some(name) => format!(" ({name})"),
        None => String::new(),
    };
    let since = time(link.since);
    let (kind, id, status) = (&link.kind, &link.id, &link.status);
    safe(&format!("{kind} {id}{name}: {status} since {since}"))
}

/// A point in time for people, to the second, in UTC.
fn time(at: Timestamp) -> String {
    match jiff::Timestamp::from_second(at.0 as i64) {
        Ok(time) => time.to_string(),
        Err(_) => "an unknown time".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::golden;

    fn link(kind: &str, id: &str, status: &str, reason: [&str; 3]) -> ExplanationLink {
        let [code, detail, unblock] = reason.map(String::from);
        ExplanationLink {
            kind: kind.into(),
            id: id.into(),
            status: status.into(),
            code,
            detail,
            unblock,
            since: Timestamp(1_795_729_669.25),
            ..ExplanationLink::default()
        }
    }

    fn deployment() -> Explanation {
        let links = vec![
            ExplanationLink {
                name: Some("shop/web".into()),
                command: Some("aws deploy create-deployment --application-name shop".into()),
                ..link(
                    "deployment",
                    "d-ABCDEFGHI",
                    "Failed",
                    [
                        "HEALTH_CONSTRAINTS",
                        "0 of 2 succeeded, 1 failed",
                        "deploy again",
                    ],
                )
            },
            link(
                "target",
                "d-ABCDEFGHI/web-1",
                "Failed",
                [
                    "ScriptFailed",
                    "BeforeInstall failed on web-1",
                    "mend check.sh",
                ],
            ),
            ExplanationLink {
                lines: vec!["[stdout]checking".into(), "[stderr]no page".into()],
                ..link(
                    "script",
                    "check.sh",
                    "ScriptFailed",
                    [
                        "ScriptFailed",
                        "check.sh failed with exit code 7",
                        "mend check.sh",
                    ],
                )
            },
        ];
        Explanation { links }
    }

    fn shown(explanation: &Explanation) -> String {
        chain(explanation, &Look::PLAIN)
    }

    #[test]
    fn the_cause_comes_last_with_its_output_and_the_way_out() {
        insta::assert_snapshot!(shown(&deployment()), @r"
deployment d-ABCDEFGHI (shop/web): Failed since 2026-11-26T21:47:49Z
  HEALTH_CONSTRAINTS: 0 of 2 succeeded, 1 failed
  target d-ABCDEFGHI/web-1: Failed since 2026-11-26T21:47:49Z
    ScriptFailed: BeforeInstall failed on web-1
    script check.sh: ScriptFailed since 2026-11-26T21:47:49Z
      ScriptFailed: check.sh failed with exit code 7
      │ [stdout]checking
      │ [stderr]no page
      unblock: mend check.sh
      next: aws deploy create-deployment --application-name shop
");
    }

    #[test]
    fn what_went_well_has_no_way_out() {
        let links = vec![link(
            "deployment",
            "d-1",
            "Succeeded",
            ["Succeeded", "2 of 2", ""],
        )];
        insta::assert_snapshot!(shown(&Explanation { links }), @r"
deployment d-1: Succeeded since 2026-11-26T21:47:49Z
  Succeeded: 2 of 2
");
    }

    #[test]
    fn an_id_with_two_meanings_is_told_with_both() {
        let pipeline = link("pipeline", "shop", "Idle", ["Execution", "1 execution", ""]);
        let host = link(
            "host",
            "shop",
            "Polling",
            ["HostPolling", "heard of 3 s ago", ""],
        );
        let explanations = vec![
            Explanation {
                links: vec![pipeline],
            },
            Explanation { links: vec![host] },
        ];
        insta::assert_snapshot!(told("shop", &ExplainOutput { explanations }, &Look::PLAIN), @r"
shop names 2 objects:

pipeline shop: Idle since 2026-11-26T21:47:49Z
  Execution: 1 execution

host shop: Polling since 2026-11-26T21:47:49Z
  HostPolling: heard of 3 s ago
");
    }

    #[test]
    fn long_words_are_wrapped_and_hostile_ones_are_shown() {
        let mut explanation = deployment();
        explanation.links[0].detail =
            "so many words that no line of eighty columns has room for all of \
            them, and a few more \u{1b}[2J\u{202e}"
                .into();
        explanation.links[2]
            .lines
            .push("\u{1b}[31mred\u{1b}[0m\r\u{1b}]0;x\u{7}".into());
        golden::check!(|look| chain(&explanation, look));
    }
}
