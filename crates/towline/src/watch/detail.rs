//! How much is shown of what is watched.

use crate::terminal::Look;

/// More or less than usual.
#[derive(Debug, Clone, Copy, clap::Args)]
#[group(skip)]
pub(crate) struct Verbosity {
    /// Show nothing but how it failed, and nothing when it succeeded.
    #[arg(long, short, conflicts_with = "verbose")]
    quiet: bool,
    /// Show the lifecycle events of every host and the phases of every build, too; -vv also the last
    /// lines of output and every event.
    #[arg(long, short, action = clap::ArgAction::Count, conflicts_with = "json")]
    verbose: u8,
}

/// What is shown: each more than the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    /// What failed.
    Quiet,
    /// Stages and actions, a line for each host.
    Usual,
    /// The lifecycle events of hosts, the phases of builds.
    Steps,
    /// What they print, and every event.
    Output,
}

impl Verbosity {
    pub(super) fn detail(self) -> Detail {
        match (self.quiet, self.verbose) {
            (true, _) => Detail::Quiet,
            (false, 0) => Detail::Usual,
            (false, 1) => Detail::Steps,
            (false, _) => Detail::Output,
        }
    }
}

/// For whom and when a picture is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) now: f64,
    pub(super) look: &'a Look,
    pub(super) detail: Detail,
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Args {
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        verbosity: Verbosity,
    }

    #[test]
    fn one_cannot_want_more_and_less() {
        let detail = |args: &[&str]| {
            let args = Args::try_parse_from(["watch"].iter().chain(args));
            args.ok().map(|args| args.verbosity.detail())
        };
        assert_eq!(detail(&[]), Some(Detail::Usual));
        assert_eq!(detail(&["-q"]), Some(Detail::Quiet));
        assert_eq!(detail(&["-v"]), Some(Detail::Steps));
        assert_eq!(detail(&["-vv"]), Some(Detail::Output));
        assert_eq!(detail(&["--verbose", "-vv"]), Some(Detail::Output));
        assert_eq!(detail(&["-q", "--json"]), Some(Detail::Quiet));
        assert_eq!(detail(&["-q", "-v"]), None);
        assert_eq!(detail(&["-v", "--json"]), None);
    }
}
