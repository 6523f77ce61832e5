//! The seam between the server and its console. Neither links the other: the server knows [`Pages`],
//! the console knows [`Operations`], and the binary puts the two together. So a change of a page
//! builds the console alone, and the console sees what every other client sees, and no more.
//!
//! Not here: what a page looks like (console), who is let in (server).

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use serde_json::Value;

use crate::ApiError;

/// Work that is waited for.
pub type Work<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A service, as the console calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// CodeDeploy.
    CodeDeploy,
    /// CodePipeline.
    CodePipeline,
    /// CodeBuild.
    CodeBuild,
    /// Towline's own operations.
    Towline,
}

/// The operations of the server, for one signed-in caller and under that caller's role.
pub trait Operations: Send + Sync {
    /// Carries out an operation like one that came over the network.
    fn call(&self, service: Service, name: &str, input: Value)
    -> Work<'_, Result<Value, ApiError>>;
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The key that signed in.
    pub access_key_id: String,
    /// Its principal.
    pub arn: String,
    /// What every form of this session must carry as `csrf`.
    pub csrf: String,
}

/// What a visit wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// To read.
    Page,
    /// To do what a form says. Its origin and its `csrf` were checked.
    Form(Vec<(String, String)>),
    /// To sign in, after a refusal that is shown.
    SignIn(Option<String>),
}

/// A request for a page of the console.
pub struct Visit {
    /// What is wanted.
    pub ask: Ask,
    /// The path below `/console`, not decoded, beginning with a slash.
    pub path: String,
    /// The query, decoded.
    pub query: Vec<(String, String)>,
    /// Who asks; only what is public may be shown to nobody.
    pub visitor: Option<Visitor>,
    /// The server for this visitor.
    pub operations: Arc<dyn Operations>,
    /// The server's time in seconds.
    pub now: f64,
    /// Whether the client takes gzip.
    pub gzip: bool,
}

/// An answer to a visit.
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers besides those that every page has.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Body,
}

/// The body of an answer.
pub enum Body {
    /// All there.
    Whole(Vec<u8>),
    /// Comes in pieces, at the pace at which the client takes them.
    Pieces(Box<dyn Pieces>),
}

/// A body that is made while it is sent.
pub trait Pieces: Send {
    /// The next piece; `None` at the end.
    fn next(&mut self) -> Work<'_, Result<Option<Vec<u8>>, ApiError>>;
}

/// The pages below `/console/`.
pub trait Pages: Debug + Send + Sync {
    /// Answers a visit.
    fn answer(&self, visit: Visit) -> Work<'static, Answer>;
    /// Whether everybody may have what is at this path: no name and no state of anything is in it.
    fn is_public(&self, path: &str) -> bool;
}
