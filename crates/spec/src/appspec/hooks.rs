//! The `hooks` section.

use super::EVENTS;
use super::parse::{mapping, text, warn_unknown_keys};
use crate::diagnostic::Diagnostics;
use crate::near::near;
use crate::yaml::{Entry, Node};

/// Seconds that a script may take when the file does not say.
const DEFAULT_TIMEOUT: u32 = 3600;
/// Seconds that all scripts of one event may take together.
const EVENT_LIMIT: u32 = 3600;

/// One script of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Path relative to the root of the revision.
    pub location: String,
    /// Seconds, more than zero.
    pub timeout: u32,
    /// The user to run as; the agent's own user when absent.
    pub runas: Option<String>,
    /// Run through `sudo` (a key that AWS's agent knows but does not document).
    pub sudo: bool,
}

pub(super) fn read(root: &Node, out: &mut Diagnostics) -> Vec<(String, Vec<Script>)> {
    let Some(node) = root.get("hooks") else {
        return Vec::new();
    };
    let Some(entries) = node.map() else {
        out.error(
            node.at,
            format!("`hooks` is {}, not a mapping", node.kind()),
            "write the name of an event, a colon, and below it the list of its scripts",
        );
        return Vec::new();
    };
    let mut hooks = Vec::new();
    for entry in entries {
        if !EVENTS.contains(&entry.key.as_str()) {
            warn_unknown_event(entry, out);
        }
        if !entry.value.is_null() {
            hooks.push((entry.key.clone(), scripts(entry, out)));
        }
    }
    hooks
}

fn warn_unknown_event(entry: &Entry, out: &mut Diagnostics) {
    let event = &entry.key;
    let what = match event.as_str() {
        "DownloadBundle" | "Install" | "BlockTraffic" | "AllowTraffic" => {
            format!("the event {event} belongs to the agent or the server; its scripts never run")
        }
        _ => format!("there is no event {event:?}; its scripts never run"),
    };
    let fix = match near(event, &EVENTS) {
        Some(meant) => format!("write {meant}"),
        None => format!("use one of: {}", EVENTS.join(", ")),
    };
    out.warning(entry.key_at, what, fix);
}

fn scripts(entry: &Entry, out: &mut Diagnostics) -> Vec<Script> {
    let Some(items) = entry.value.list() else {
        out.error(
            entry.value.at,
            format!(
                "the event {} is {}, not a list of scripts",
                entry.key,
                entry.value.kind()
            ),
            "put `- ` before `location:`",
        );
        return Vec::new();
    };
    let mut given = 0u32;
    let mut scripts = Vec::new();
    for item in items {
        let Some(entries) = mapping(item, "a script", out) else {
            continue;
        };
        let known = ["location", "timeout", "runas", "sudo"];
        warn_unknown_keys(entries, &known, "a script", out);
        let Some(location) = location(item, out) else {
            continue;
        };
        let timeout = timeout(item, out);
        given = given.saturating_add(timeout.unwrap_or(0));
        scripts.push(Script {
            location,
            timeout: timeout.unwrap_or(DEFAULT_TIMEOUT),
            runas: runas(item, out),
            sudo: item.get("sudo").and_then(Node::boolean).unwrap_or(false),
        });
    }
    if given > EVENT_LIMIT {
        let what = format!(
            "the timeouts of {} add up to {given} seconds, but the whole event may take \
             {EVENT_LIMIT}",
            entry.key
        );
        let fix = format!("lower them to {EVENT_LIMIT} seconds in all");
        out.warning(entry.key_at, what, fix)
            .why("the event ends after its hour, whatever the scripts were promised");
    }
    scripts
}

fn location(item: &Node, out: &mut Diagnostics) -> Option<String> {
    let location = text(item, "location", out)
        .map(str::trim)
        .unwrap_or_default();
    if location.is_empty() {
        out.error(
            item.at,
            "The deployment failed because the application specification file specifies a script \
             with no location value. Specify the location in the hooks section of the AppSpec \
             file, and then try again.",
            "add `location:` with the path of the script in the revision",
        );
        return None;
    }
    Some(location.to_owned())
}

/// A user name; one that looks like an option of `su` is none.
fn runas(item: &Node, out: &mut Diagnostics) -> Option<String> {
    let user = text(item, "runas", out)?.trim();
    if user.is_empty() || user.starts_with('-') {
        out.error(
            item.get("runas")?.at,
            format!("runas is {user:?}, which is no user name"),
            "write `runas:` with a user of the host, or remove it",
        );
    }
    Some(user.to_owned())
}

/// Seconds; quoted numbers count as well, as they do for AWS's agents.
fn timeout(item: &Node, out: &mut Diagnostics) -> Option<u32> {
    let node = item.get("timeout")?;
    let quoted = || node.text().and_then(|text| text.trim().parse().ok());
    let seconds = node
        .integer()
        .or_else(quoted)
        .and_then(|n| u32::try_from(n).ok())
        .filter(|n| *n > 0);
    if seconds.is_none() {
        out.error(
            node.at,
            "The deployment failed because an invalid timeout value was provided for a script in \
             the application specification file. Make corrections in the hooks section of the \
             AppSpec file, and then try again.",
            "write `timeout:` as a whole number of seconds from 1 to 3600",
        );
    }
    seconds
}
