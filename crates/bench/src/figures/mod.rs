//! The figures, one file each.

mod bundle;
mod console;
mod deployment;
mod fleet;
mod overhead;
mod reaction;
mod requests;
mod start;

use std::future::Future;
use std::pin::Pin;

use crate::Result;
use crate::lab::Lab;
use crate::measure::Line;

type Lines<'a> = Pin<Box<dyn Future<Output = Result<Vec<Line>>> + 'a>>;

/// A figure: its name on the command line, what it tells, and how it is taken.
struct Figure {
    name: &'static str,
    about: &'static str,
    take: for<'a> fn(&'a Lab) -> Lines<'a>,
}

const FIGURES: &[Figure] = &[
    Figure {
        name: "start",
        about: "start of a server, and memory of idle programs",
        take: |lab| Box::pin(start::take(lab)),
    },
    Figure {
        name: "reaction",
        about: "from a change of a source to the start of an execution",
        take: |lab| Box::pin(reaction::take(lab)),
    },
    Figure {
        name: "overhead",
        about: "a pipeline's overhead for each action",
        take: |lab| Box::pin(overhead::take(lab)),
    },
    Figure {
        name: "deployment",
        about: "CreateDeployment to Succeeded: one page, four hooks",
        take: |lab| Box::pin(deployment::take(lab)),
    },
    Figure {
        name: "bundle",
        about: "2,000 files of 10 kB installed by the agent",
        take: |lab| Box::pin(bundle::take(lab)),
    },
    Figure {
        name: "requests",
        about: "API requests a second",
        take: |lab| Box::pin(requests::take(lab)),
    },
    Figure {
        name: "console",
        about: "the log viewer in a browser, and pages of a large installation",
        take: |lab| Box::pin(console::take(lab)),
    },
    Figure {
        name: "fleet",
        about: "one deployment to many simulated hosts",
        take: |lab| Box::pin(fleet::take(lab)),
    },
];

/// Takes the figures called `names`, or all, and prints each as soon as it is there.
pub(crate) async fn take(lab: &Lab, names: &[String]) -> Result<Vec<(&'static str, Vec<Line>)>> {
    let known = |name: &String| FIGURES.iter().any(|figure| figure.name == name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        let all: Vec<&str> = FIGURES.iter().map(|figure| figure.name).collect();
        return Err(format!(
            "there is no figure `{unknown}`; there are {}",
            all.join(", ")
        )
        .into());
    }
    let mut taken = Vec::new();
    for figure in FIGURES {
        if !names.is_empty() && !names.iter().any(|name| name == figure.name) {
            continue;
        }
        println!("\n{}: {}", figure.name, figure.about);
        let lines = (figure.take)(lab)
            .await
            .map_err(|error| format!("{}: {error}", figure.name))?;
        for line in &lines {
            println!("{}", line.text());
        }
        taken.push((figure.name, lines));
    }
    Ok(taken)
}
