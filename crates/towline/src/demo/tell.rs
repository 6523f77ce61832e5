//! One event as one line of the story; most events of a machine's inner life are not told.

use serde_json::Value;

/// The line, or `None` when the event says nothing that its neighbours do not.
pub(super) fn event(kind: &str, subject: &str, detail: &Value) -> Option<String> {
    let (what, word) = kind.split_once('.')?;
    match what {
        "execution" => execution(subject, word, detail),
        "action" => action(word, detail),
        "deployment" => deployment(subject, word, detail),
        "target" => target(word, detail),
        _ => None,
    }
}

fn execution(subject: &str, word: &str, detail: &Value) -> Option<String> {
    let short = subject.get(..8).unwrap_or(subject);
    Some(format!(
        "pipeline {} · execution {short} {word}{}",
        text(detail, "pipeline"),
        why(detail)
    ))
}

fn action(word: &str, detail: &Value) -> Option<String> {
    let place = format!("{} / {}", text(detail, "stage"), text(detail, "action"));
    let told = match word {
        "started" | "succeeded" => word.to_string(),
        "approval-needed" => format!("waits{}", why(detail)),
        _ => format!("{word}{}", why(detail)),
    };
    Some(format!("  {place:<20} {told}"))
}

fn deployment(subject: &str, word: &str, detail: &Value) -> Option<String> {
    let told = match word {
        "created" => {
            let by = if text(detail, "creator") == "codeDeployRollback" {
                ", a rollback"
            } else {
                ""
            };
            format!("created for {} hosts{by}", detail["targets"])
        }
        "started" | "ending" => return None,
        "targets-skipped" => format!("skips {} hosts", detail["count"]),
        _ => format!("{word}{}", why(detail)),
    };
    Some(format!("  deployment {subject} {told}"))
}

fn target(word: &str, detail: &Value) -> Option<String> {
    let host = text(detail, "target");
    match word {
        "lifecycle-event" => {
            let status = text(detail, "status");
            if status == "InProgress" {
                return None;
            }
            let output = if status == "Failed" {
                output(detail)
            } else {
                String::new()
            };
            Some(format!(
                "    {host:<8} {:<16} {status}{output}",
                text(detail, "lifecycleEvent")
            ))
        }
        "failed" => Some(format!("    {host:<8} failed{}", why(detail))),
        _ => None,
    }
}

/// The failed script's own words.
fn output(detail: &Value) -> String {
    let log = text(&detail["diagnostics"], "log_tail");
    let lines = log.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| format!("\n               │ {line}"))
        .collect()
}

fn why(detail: &Value) -> String {
    let reason = &detail["reason"];
    let mut words = text(reason, "detail").to_string();
    let unblock = text(reason, "unblock");
    if !unblock.is_empty() {
        words.push_str(&format!(" ({unblock})"));
    }
    if words.is_empty() {
        return String::new();
    }
    format!(": {words}")
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_failed_lifecycle_event_shows_what_the_script_said() {
        let detail = json!({"target": "web-1", "lifecycleEvent": "ValidateService", "status": "Failed",
            "diagnostics": {"log_tail": "[stdout]checking\n\n[stderr]no page\n"}});
        assert_eq!(
            event("target.lifecycle-event", "d-1", &detail).unwrap(),
            "    web-1    ValidateService  Failed\n               │ [stdout]checking\n               │ [stderr]no page"
        );
        let running =
            json!({"target": "web-1", "lifecycleEvent": "Install", "status": "InProgress"});
        assert_eq!(event("target.lifecycle-event", "d-1", &running), None);
    }

    #[test]
    fn a_wait_says_who_can_end_it() {
        let detail = json!({"stage": "Approve", "action": "Release",
            "reason": {"detail": "waits for an approval", "unblock": "PutApprovalResult"}});
        assert_eq!(
            event("action.approval-needed", "e", &detail).unwrap(),
            "  Approve / Release    waits: waits for an approval (PutApprovalResult)"
        );
    }

    #[test]
    fn rollbacks_are_called_so() {
        let detail = json!({"creator": "codeDeployRollback", "targets": 3});
        assert_eq!(
            event("deployment.created", "d-2", &detail).unwrap(),
            "  deployment d-2 created for 3 hosts, a rollback"
        );
    }
}
