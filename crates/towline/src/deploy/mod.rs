//! `towline deploy`: a directory, a bundle or an object becomes a revision and is deployed.

mod bundle;
mod place;
mod plan;

use clap_complete::ArgValueCandidates;
use std::path::Path;

use serde_json::{Value, json};
use towline_agent::client::{Client, ClientError, Upload};

use crate::client::{self, CODEDEPLOY};
use crate::completion;
use crate::config::{Connection, Service};
use crate::deployment::{Group, group_of};
use crate::document::text;
use crate::dry_run::{self, DryRun};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intent::{Intent, Outlook};
use crate::said;
use crate::session::Session;
use crate::terminal;
use crate::watch::{self, Subject};
use bundle::Bundle;

pub(crate) use place::Place;
pub(crate) use plan::Plan;

/// Deploy a directory, a bundle or an object in S3 to a deployment group, and watch it.
///
/// A directory is packed as a zip archive (without `.git`) and, like a bundle, put into a bucket of
/// the server under a key made of the application's name and the content's digest: the same content
/// is the same revision. The new deployment's id is printed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A directory with an appspec.yml, a bundle (.zip, .tar, .tgz), or s3://BUCKET/KEY[#VERSION].
    source: String,
    /// The CodeDeploy application.
    #[arg(long, short, add = ArgValueCandidates::new(completion::applications))]
    application: String,
    /// The deployment group; not needed when the application has only one.
    #[arg(long, short, add = ArgValueCandidates::new(completion::groups))]
    group: Option<String>,
    /// The bucket for what is uploaded; it is made when it is not there.
    #[arg(long, default_value = "revisions")]
    bucket: String,
    /// The deployment configuration, instead of the group's.
    #[arg(long, value_name = "NAME")]
    deployment_config: Option<String>,
    /// A description, for those who look at it later.
    #[arg(long, short = 'm', value_name = "TEXT")]
    description: Option<String>,
    /// What happens to files that are there but belong to no earlier revision.
    #[arg(long, value_name = "BEHAVIOR", value_parser = ["DISALLOW", "OVERWRITE", "RETAIN"], ignore_case = true)]
    file_exists_behavior: Option<String>,
    /// Go on when the scripts of ApplicationStop fail, which belong to the earlier revision.
    #[arg(long)]
    ignore_application_stop_failures: bool,
    /// Print the deployment's id and do not watch it.
    #[arg(long)]
    no_watch: bool,
    #[command(flatten)]
    dry: DryRun,
    #[command(flatten)]
    options: watch::Options,
    #[command(flatten)]
    connection: Connection,
    #[command(flatten)]
    look: terminal::Options,
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<Exit, Failure> {
    let session = Session::open(&args.connection)?;
    let group = group_of(&session, &args.application, args.group.as_deref()).await?;
    args.dry.in_words(args.options.json())?;
    let (place, bundle) = revision(&args, &group)?;
    if args.dry.wanted() {
        let outlook = outlook(&session, &args, &group, (&place, bundle.as_ref())).await?;
        return Ok(dry_run::tell(&outlook, args.look));
    }
    if let Some(bundle) = &bundle {
        push(&session, &args.options, (&place, bundle)).await?;
    }
    let since = watch::position(&session).await?;
    let id = create(&session, &request(&args, &group, &place)).await?;
    args.options.announce(&id, !args.no_watch);
    if args.no_watch {
        return Ok(Exit::Succeeded);
    }
    let subject = Subject::Deployment(id);
    watch::follow(&session, subject, Some(since), args.look, args.options).await
}

fn request(args: &Args, group: &Group, place: &Place) -> Value {
    let mut input = json!({"applicationName": group.application,
        "deploymentGroupName": group.name, "revision": place.revision()});
    let settings = [
        ("deploymentConfigName", args.deployment_config.clone()),
        ("description", args.description.clone()),
        (
            "fileExistsBehavior",
            args.file_exists_behavior
                .as_ref()
                .map(|one| one.to_uppercase()),
        ),
    ];
    for (name, value) in settings {
        if let Some(value) = value {
            input[name] = value.into();
        }
    }
    if args.ignore_application_stop_failures {
        input["ignoreApplicationStopFailures"] = true.into();
    }
    input
}

/// Creates a deployment and gives its id.
pub(crate) async fn create(session: &Session, input: &Value) -> Result<String, Failure> {
    let output: Value = session.call(CODEDEPLOY, "CreateDeployment", input).await?;
    Ok(text(&output["deploymentId"]).to_string())
}

/// Times that an upload is tried: the same content under the same key may be sent again.
const TRIES: u32 = 3;

/// Where the revision lies, or will lie when it is uploaded from this machine.
fn revision(args: &Args, group: &Group) -> Result<(Place, Option<Bundle>), Failure> {
    if args.source.starts_with("s3://") {
        return Ok((Place::parse(&args.source)?, None));
    }
    let bundle = bundle::make(Path::new(&args.source))?;
    let short = &bundle.sha256[..16];
    let place = Place {
        bucket: args.bucket.clone(),
        key: format!("{}/{short}.{}", group.application, bundle.kind),
        version: None,
        kind: bundle.kind,
    };
    Ok((place, Some(bundle)))
}

/// What would be done.
async fn outlook(
    session: &Session,
    args: &Args,
    group: &Group,
    (place, bundle): (&Place, Option<&Bundle>),
) -> Result<Outlook, Failure> {
    let Group { application, name } = group;
    let request = request(args, group, place);
    let plan = Plan::read(session, &request, bundle.is_some()).await?;
    let place = watch::revision(&request["revision"]);
    let upload = bundle.map(|one| format!("{} bytes from {}", one.bytes, args.source));
    let intent = Intent::to(format!("deploy {place} to {application}/{name}"))
        .with("upload", upload.unwrap_or_default());
    Ok(Outlook::Would(plan.told(intent, usize::MAX)?))
}

/// Uploads what is on this machine.
async fn push(
    session: &Session,
    options: &watch::Options,
    (place, bundle): (&Place, &Bundle),
) -> Result<(), Failure> {
    let client = session.client(Service::S3)?;
    if upload(client, place, bundle).await? {
        options.tell(&said::bucket(&place.bucket));
    }
    let Place { bucket, key, .. } = place;
    options.tell(&said::uploaded(bundle.bytes, bucket, key));
    Ok(())
}

/// Whether the bucket had to be made.
async fn upload(client: &Client, place: &Place, bundle: &Bundle) -> Result<bool, Failure> {
    let failed = |error| client::failure("the revision was not uploaded", error);
    let upload = Upload {
        bucket: &place.bucket,
        key: &place.key,
        file: bundle.path(),
        sha256: &bundle.sha256,
        metadata: &[],
    };
    let mut made = false;
    let mut tries = 0;
    loop {
        tries += 1;
        match client.upload(upload).await {
            Ok(()) => return Ok(made),
            Err(ClientError::Refused { code, .. }) if code == "NoSuchBucket" && !made => {
                client.create_bucket(&place.bucket).await.map_err(failed)?;
                made = true;
            }
            // A server that refuses before it has read everything may cut off its own answer.
            Err(error) if error.is_transient() && tries < TRIES => {}
            Err(error) => return Err(failed(error)),
        }
    }
}
