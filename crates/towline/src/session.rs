//! A session with a server: one client for each address that the configuration names, and calls
//! with JSON input. What the answers mean is known by the commands.

use serde_json::{Value, json};
use towline_agent::client::{Api, Client, TOWLINE};
use towline_api::Wire;
use towline_api::towline::GetClockOutput;

use crate::access;
use crate::client::{self, CODEBUILD, CODEDEPLOY, CODEPIPELINE};
use crate::config::{self, Config, Connection, Service};
use crate::failure::Failure;

/// Clients of the services; they connect when they are used.
pub(crate) struct Session {
    config: Config,
    clients: Vec<(Service, Client)>,
}

impl Session {
    /// With what flags, environment and files say.
    pub(crate) fn open(connection: &Connection) -> Result<Session, Failure> {
        let config = Config::find(connection)?;
        let mut session = Session {
            clients: Vec::new(),
            config,
        };
        for service in Service::ALL {
            if session.config.endpoint(service).is_some() {
                let client = session.connect(service)?;
                session.clients.push((service, client));
            }
        }
        match session.clients.is_empty() {
            // It says what is missing.
            true => session.config.access(Service::Towline).map(|_| session),
            false => Ok(session),
        }
    }

    /// Services at one address share its connections.
    fn connect(&self, service: Service) -> Result<Client, Failure> {
        let endpoint = self.config.endpoint(service).map(|found| &found.value);
        let same = |other: &&(Service, Client)| {
            self.config.endpoint(other.0).map(|found| &found.value) == endpoint
        };
        match self.clients.iter().find(same) {
            Some((_, client)) => Ok(client.clone()),
            None => access::connect(self.config.access(service)?),
        }
    }

    /// The client of a service.
    pub(crate) fn client(&self, service: Service) -> Result<&Client, Failure> {
        let found = self.clients.iter().find(|(one, _)| *one == service);
        match found {
            Some((_, client)) => Ok(client),
            None => Err(config::missing("AWS_ENDPOINT_URL")),
        }
    }

    /// The address of a service.
    pub(crate) fn endpoint(&self, service: Service) -> Result<&str, Failure> {
        let found = self.config.endpoint(service);
        let found = found.ok_or_else(|| config::missing("AWS_ENDPOINT_URL"))?;
        Ok(&found.value)
    }

    /// The server's region, as far as this side knows it.
    pub(crate) fn region(&self) -> &str {
        &self.config.region.value
    }

    /// The client of Towline's own operations.
    pub(crate) fn towline(&self) -> Result<&Client, Failure> {
        self.client(Service::Towline)
    }

    /// One operation.
    pub(crate) async fn call<T: Wire>(
        &self,
        api: Api,
        operation: &str,
        input: &Value,
    ) -> Result<T, Failure> {
        client::call(self.client(service(api))?, api, operation, input).await
    }

    /// All pages of a listing as one list, at most `most` entries.
    pub(crate) async fn pages(
        &self,
        api: Api,
        listing: Listing<'_>,
        most: usize,
    ) -> Result<Vec<Value>, Failure> {
        let mut input = listing.input;
        let mut entries = Vec::new();
        loop {
            let mut page: Value = self.call(api, listing.operation, &input).await?;
            if let Value::Array(found) = page[listing.entries].take() {
                entries.extend(found);
            }
            let next = page[listing.next.1].take();
            if next.is_null() || entries.len() >= most {
                entries.truncate(most);
                return Ok(entries);
            }
            input[listing.next.0] = next;
        }
    }

    /// The server's time in seconds: a clock that was moved has its own.
    pub(crate) async fn now(&self) -> Result<f64, Failure> {
        let clock: GetClockOutput = self.call(TOWLINE, "GetClock", &json!({})).await?;
        Ok(clock.now.0)
    }
}

/// A listing that comes in pages.
pub(crate) struct Listing<'a> {
    pub(crate) operation: &'a str,
    pub(crate) input: Value,
    /// The member of the answer with the entries.
    pub(crate) entries: &'a str,
    /// The members of request and answer that go on to the next page.
    pub(crate) next: (&'a str, &'a str),
}

impl<'a> Listing<'a> {
    /// A listing with the usual token.
    pub(crate) fn new(operation: &'a str, input: Value, entries: &'a str) -> Listing<'a> {
        Listing {
            operation,
            input,
            entries,
            next: ("nextToken", "nextToken"),
        }
    }
}

fn service(api: Api) -> Service {
    let known = [
        (CODEBUILD, Service::CodeBuild),
        (CODEDEPLOY, Service::CodeDeploy),
        (CODEPIPELINE, Service::CodePipeline),
    ];
    let found = known.iter().find(|(one, _)| one.target == api.target);
    found.map_or(Service::Towline, |(_, service)| *service)
}
