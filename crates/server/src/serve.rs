//! Starts a server, runs it until it is told to stop, and stops it without losing an answer.

use std::future::Future;
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures::future::BoxFuture;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use towline_api::pages::Pages;
use towline_auth::ca::{self, Authority, CaError};
use towline_auth::sigv4::Credentials;
use towline_core::Time;
use towline_core::build::Build;
use towline_core::deployment::Deployment;
use towline_core::pipeline::Pipeline;
use towline_store::{SqliteStore, Store, StoreError};

use crate::clock::ClockError;
use crate::codedeploy::removals;
use crate::http::{self, Front};
use crate::keys::{self, KeyError, RootPreset};
use crate::{
    App, Clock, DataError, Owned, Random, Settings, backup, datadir, hosts, measures, sources,
};

/// How to run a server.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// The data directory; made when it does not exist.
    pub data: PathBuf,
    /// Port 0 takes a free one.
    pub listen: SocketAddr,
    /// Twelve digits, part of every ARN.
    pub account: String,
    /// The only region that signatures may name.
    pub region: String,
    /// Serve TLS with a certificate of the local authority.
    pub tls: bool,
    /// Allow plain HTTP to be reached from other machines.
    pub insecure: bool,
    /// The address that clients are told, when it is not the one listened on (behind a proxy).
    pub url: Option<String>,
    /// A clock that can be moved, for tests.
    pub dev_clock: bool,
    /// A root key chosen by the operator; otherwise one is made.
    pub root: Option<RootPreset>,
    /// What the console shows; without it there is none.
    pub pages: Option<Arc<dyn Pages>>,
}

/// A server that accepts connections.
#[derive(Debug)]
pub struct Ready {
    /// Where, without a slash at the end.
    pub url: String,
    /// The region to sign for.
    pub region: String,
    /// The key for a runner in this process.
    pub runner: Credentials,
    /// The file with the certificate to trust, with TLS.
    pub ca: Option<PathBuf>,
}

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Plain HTTP would be reachable from outside.
    #[error(
        "refusing to serve plain HTTP on {0}: others on the network could read every secret; \
         add --tls, or --insecure if something in front adds TLS"
    )]
    Insecure(SocketAddr),
    /// The account is not one.
    #[error("account `{0}` must have twelve digits")]
    Account(String),
    /// The data directory cannot be used.
    #[error("data directory `{path}`: {source}; choose another with --data")]
    Data {
        /// The directory.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The address is taken or not ours.
    #[error("cannot listen on {address}: {source}; choose another address with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// What is in the data directory does not belong together.
    #[error(transparent)]
    Contents(#[from] DataError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The clock of the directory.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// Access keys.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The local authority.
    #[error(transparent)]
    Ca(#[from] CaError),
    /// Objects and their files.
    #[error(transparent)]
    Objects(#[from] crate::s3::ObjectError),
    /// The TLS library refuses the certificate.
    #[error("TLS: {0}")]
    Tls(#[from] rustls::Error),
}

/// Serves until `stop` completes. Calls `on_ready` once connections are accepted.
pub async fn serve(
    config: ServerConfig,
    stop: impl Future<Output = ()>,
    on_ready: impl FnOnce(Ready),
) -> Result<(), ServerError> {
    let (ready, mut serving) = start(config).await?;
    on_ready(ready);
    tokio::select! {
        () = &mut serving.listening => {}
        () = stop => tracing::info!("stopping"),
    }
    finish(serving).await;
    Ok(())
}

/// A server at work. What it does is boxed, so that it is compiled in this crate and not once more
/// in each program that runs a server.
struct Serving {
    app: Arc<App>,
    front: Arc<Front>,
    listening: BoxFuture<'static, ()>,
}

fn start(config: ServerConfig) -> BoxFuture<'static, Result<(Ready, Serving), ServerError>> {
    Box::pin(async move {
        check(&config)?;
        let data = make_directory(&config.data)?;
        allow_many_connections();
        let failed = |e| listen_error(&config, e);
        let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let url = config.url.clone().unwrap_or_else(|| url(&config, address));
        let app = assemble(&config, data, url.clone()).await?;
        let tls = config.tls.then(|| secure(&app, address)).transpose()?;
        let (acceptor, ca) = tls.unzip();
        // Before anything writes: it takes files without rows for what a crash left.
        app.sweep_objects().await?;
        let local = keys::at_start(&app, config.root, ca.as_deref()).await?;
        resume(&app).await?;
        let front = Front::new(Arc::clone(&app), config.pages);
        let listening = Box::pin(http::run(Arc::clone(&front), listener, acceptor));
        tracing::info!(url, "serving");
        let ready = Ready {
            url,
            region: config.region,
            runner: local.runner,
            ca,
        };
        let serving = Serving {
            app,
            front,
            listening,
        };
        Ok((ready, serving))
    })
}

fn finish(serving: Serving) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        serving.front.stop().await;
        serving.app.shutdown().await;
        if let Err(error) = hosts::contact::store(&serving.app, Time(0)).await {
            tracing::warn!(%error, "the last contacts of hosts are not stored");
        }
    })
}

fn check(config: &ServerConfig) -> Result<(), ServerError> {
    let ServerConfig {
        account, listen, ..
    } = config;
    if account.len() != 12 || !account.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ServerError::Account(account.clone()));
    }
    if !config.tls && !config.insecure && !listen.ip().is_loopback() {
        return Err(ServerError::Insecure(*listen));
    }
    Ok(())
}

/// Nobody but the owner has business in it. Gives its absolute path, which clients are told.
fn make_directory(path: &Path) -> Result<PathBuf, ServerError> {
    let new = !path.exists();
    let make = || {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true).mode(0o700).create(path)?;
        let path = path.canonicalize()?;
        if let Some(parent) = path.parent().filter(|_| new) {
            std::fs::File::open(parent)?.sync_all()?;
        }
        Ok(path)
    };
    make().map_err(|source| ServerError::Data {
        path: path.display().to_string(),
        source,
    })
}

async fn assemble(
    config: &ServerConfig,
    data: PathBuf,
    url: String,
) -> Result<Arc<App>, ServerError> {
    datadir::look(&data)?;
    backup::clean(&data).map_err(|source| ServerError::Data {
        path: data.display().to_string(),
        source,
    })?;
    // The database first: it locks the directory.
    let store = Arc::new(SqliteStore::open(&data)?);
    let sealer = datadir::sealer(&data, &*store).await?;
    let settings = Settings {
        account: config.account.clone(),
        region: config.region.clone(),
        data,
        url,
    };
    let clock = Clock::open(&*store, config.dev_clock).await?;
    let shared = Arc::clone(&store) as Arc<dyn Store>;
    let app = App::new(settings, clock, Random::system(), sealer, shared).await?;
    observe(&app, &store);
    Ok(app)
}

/// Counts the transactions of the store.
fn observe(app: &App, store: &SqliteStore) {
    let (metrics, clock) = (Arc::clone(&app.metrics), app.clock.clone());
    store.observe(move |transaction| metrics.storage.observe(transaction, clock.now()));
}

/// Takes up everything that was under way when the last process ended.
async fn resume(app: &Arc<App>) -> Result<(), StoreError> {
    // Before deployments are taken up whose group was deleted.
    removals::resume(app).await;
    hosts::contact::load(app).await?;
    Build::driver(app).resume(app).await?;
    Deployment::driver(app).resume(app).await?;
    Pipeline::driver(app).resume(app).await?;
    hosts::recall(app).await?;
    app.spawn(sources::watch(Arc::clone(app)));
    app.spawn(hosts::contact::keep(Arc::clone(app)));
    app.spawn(hosts::silence::watch(Arc::clone(app)));
    app.spawn(measures::keep(Arc::clone(app)));
    Ok(())
}

/// What ends TLS, and the file with the certificate to trust.
fn secure(app: &App, address: SocketAddr) -> Result<(TlsAcceptor, PathBuf), ServerError> {
    // Clients look at their own clocks.
    let now = keys::stamp(app.clock.real());
    let data = &app.settings.data;
    let names = http::names(address.ip(), &hostname());
    let identity = Authority::open(data, now)?.identity(&names, now)?;
    Ok((http::acceptor(identity)?, ca::certificate_file(data)))
}

fn url(config: &ServerConfig, address: SocketAddr) -> String {
    let scheme = if config.tls { "https" } else { "http" };
    if address.ip().is_unspecified() {
        format!("{scheme}://{}:{}", hostname(), address.port())
    } else {
        format!("{scheme}://{address}")
    }
}

fn hostname() -> String {
    rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned()
}

/// Every waiting host holds a connection, and many systems start programs with a limit of 1,024.
fn allow_many_connections() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

fn listen_error(config: &ServerConfig, source: std::io::Error) -> ServerError {
    ServerError::Listen {
        address: config.listen,
        source,
    }
}
