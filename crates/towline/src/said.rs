//! What commands say of what they have done, a sentence each. Pure: names and ids come from the
//! commands; who shows a sentence makes it harmless and breaks it where the terminal ends.

use crate::document::short;

/// The id of what has begun: data, a line of its own.
pub(crate) fn id(id: &str) -> String {
    format!("{}\n", crate::terminal::safe(id))
}

/// An approval was answered.
pub(crate) fn answered(status: &str, stage: &str, action: &str, execution: &str) -> String {
    let answer = status.to_lowercase();
    format!(
        "{answer} {stage} / {action} of execution {}",
        short(execution)
    )
}

/// The way into a stage was opened or closed.
pub(crate) fn transition(stage: &str, pipeline: &str, disabled: bool) -> String {
    let done = if disabled { "disabled" } else { "enabled" };
    format!("the transition into {stage} of {pipeline} is {done}")
}

/// A pipeline is what its file says.
pub(crate) fn applied(name: &str, version: &str, done: &str) -> String {
    format!("{name} version {version} {done}")
}

/// An execution is being stopped.
pub(crate) fn stopping_execution(id: &str, abandon: bool) -> String {
    let way = match abandon {
        true => "its actions in progress were given up",
        false => "it ends when its actions in progress have; --abandon gives them up",
    };
    format!("stopping execution {id}: {way}")
}

/// A deployment is being stopped.
pub(crate) fn stopping_deployment(id: &str) -> String {
    format!("stopping deployment {id}; `towline deployment watch {id}` waits for its end")
}

/// An earlier revision is deployed again.
pub(crate) fn deploys(revision: &str, because: &str) -> String {
    format!("deploys {revision} ({because})")
}

/// A bucket was made for what is uploaded.
pub(crate) fn bucket(name: &str) -> String {
    format!("made the bucket {name}")
}

/// A revision was uploaded.
pub(crate) fn uploaded(bytes: u64, bucket: &str, key: &str) -> String {
    format!("uploaded {bytes} bytes to s3://{bucket}/{key}")
}

/// A machine has become a host.
pub(crate) fn joined(arn: &str) -> String {
    format!("joined as {arn}")
}

/// The person goes, what is watched goes on.
pub(crate) fn leaves(why: &str, what: &str, noun: &str, id: &str) -> String {
    format!("{why}: {what} {id} goes on; `towline {noun} watch {id}` watches it again")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::{golden, paragraph};

    const EXECUTION: &str = "3bad3e7e-6f0e-4d3b-9c53-1f3a5c3f2a11";
    const KEY: &str = "shop/9f86d081884c7d65.zip";

    #[test]
    fn what_was_done_is_a_sentence() {
        let sentences = [
            answered("Approved", "Approve", "Release", EXECUTION),
            answered("Rejected", "Approve", "Release", EXECUTION),
            transition("Deploy", "shop", true),
            transition("Deploy", "shop", false),
            applied("shop", "1", "created"),
            applied("shop", "4", "updated"),
            applied("shop", "4", "unchanged"),
            stopping_execution(EXECUTION, false),
            stopping_execution(EXECUTION, true),
            stopping_deployment("d-ABCDEFGHI"),
            deploys(
                "s3://revisions/shop/9f86d081884c7d65.zip#3sL4kqtJlcpXroDTDmJ",
                "the last success before d-ABCDEFGHI: d-JKLMNOPQR",
            ),
            bucket("revisions"),
            uploaded(10_485_760, "revisions", KEY),
            joined("arn:aws:iam::123456789012:user/towline/web-1"),
            leaves("detached", "execution", "pipeline", EXECUTION),
            leaves(
                "the time of --timeout is over",
                "build",
                "build",
                "web:0a1b",
            ),
        ];
        golden::check!(|look| {
            let shown = sentences.iter().map(|words| paragraph(words, look));
            shown.collect()
        });
    }

    #[test]
    fn names_cannot_forge_lines_or_colours() {
        let evil = "x\n✓ all succeeded\u{1b}[2J\u{202e}";
        golden::check!(|look| {
            let sentences = [transition(evil, evil, true), deploys(evil, evil)];
            let shown = sentences.iter().map(|words| paragraph(words, look));
            shown.collect::<String>() + &id(evil)
        });
    }
}
