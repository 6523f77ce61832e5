//! The local certificate authority behind `--tls`: made on first use, kept in the data directory.
//!
//! It signs one short-lived certificate for the server at every start. Clients trust the authority
//! by its PEM. Not for people's certificates and not for hosts.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};

use x509_cert::Certificate;
use x509_cert::der::Decode;

use crate::private;
use crate::sigv4::Stamp;

const CERTIFICATE: &str = "ca.pem";
const KEY: &str = "ca-key.pem";
const DAY: i64 = 24 * 3600;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum CaError {
    /// A file of the authority cannot be read or written.
    #[error("certificate authority file `{path}`: {source}")]
    File {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The private key is open to others.
    #[error("certificate authority key `{path}` can be read by others; run `chmod 600` on it")]
    Open {
        /// The file.
        path: String,
    },
    /// There is no authority yet.
    #[error(
        "there is no certificate authority in `{path}`; it is made when a server with --tls first starts"
    )]
    None {
        /// The data directory.
        path: String,
    },
    /// The stored key or a name cannot be used.
    #[error("certificate: {0}")]
    Certificate(#[from] rcgen::Error),
}

/// The authority of one data directory.
pub struct Authority(Issuer<'static, KeyPair>);

/// What a TLS server needs.
pub struct Identity {
    /// The server's certificate, DER.
    pub certificate: Vec<u8>,
    /// Its private key, PKCS#8 DER.
    pub key: Vec<u8>,
}

impl Authority {
    /// Opens the authority in `data`, or makes one with a life of ten years from `now`.
    pub fn open(data: &Path, now: Stamp) -> Result<Authority, CaError> {
        let key_file = data.join(KEY);
        match fs::read_to_string(&key_file) {
            Ok(key) => Authority::load(data, &key_file, &key),
            Err(e) if e.kind() == ErrorKind::NotFound => Authority::create(data, now),
            Err(e) => Err(file_error(&key_file, e)),
        }
    }

    fn load(data: &Path, key_file: &Path, key: &str) -> Result<Authority, CaError> {
        let meta = fs::metadata(key_file).map_err(|e| file_error(key_file, e))?;
        if meta.permissions().mode() & 0o077 != 0 {
            return Err(CaError::Open {
                path: key_file.display().to_string(),
            });
        }
        let key = KeyPair::from_pem(key)?;
        // An issuer is known by its name and key; both are the same as when it was made.
        certificate_pem(data)?;
        Ok(Authority(Issuer::new(subject(), key)))
    }

    fn create(data: &Path, now: Stamp) -> Result<Authority, CaError> {
        let key = KeyPair::generate()?;
        let mut params = subject();
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        set_life(&mut params, now, 3650);
        let pem = params.self_signed(&key)?.pem();
        // The key last: only when it is there, the authority exists.
        write(&certificate_file(data), &pem)?;
        write(&data.join(KEY), &key.serialize_pem())?;
        Ok(Authority(Issuer::new(params, key)))
    }

    /// A fresh certificate, good for one year, for a server with these host names and addresses.
    pub fn identity(&self, names: &[String], now: Stamp) -> Result<Identity, CaError> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(names.to_vec())?;
        params.distinguished_name = name("Towline server");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        set_life(&mut params, now, 365);
        let certificate = params.signed_by(&key, &self.0)?;
        Ok(Identity {
            certificate: certificate.der().to_vec(),
            key: key.serialize_der(),
        })
    }
}

/// The file with the certificate of the authority in `data`, for clients to trust.
pub fn certificate_file(data: &Path) -> PathBuf {
    data.join(CERTIFICATE)
}

/// The certificate of the authority in `data`, for `towline ca`.
pub fn certificate_pem(data: &Path) -> Result<String, CaError> {
    let path = certificate_file(data);
    fs::read_to_string(&path).map_err(|e| match e.kind() {
        ErrorKind::NotFound => CaError::None {
            path: data.display().to_string(),
        },
        _ => file_error(&path, e),
    })
}

/// When a certificate (DER) ends; `None` when it is none.
pub fn end_of_life(certificate: &[u8]) -> Option<Stamp> {
    let certificate = Certificate::from_der(certificate).ok()?;
    let end = certificate.tbs_certificate.validity.not_after;
    i64::try_from(end.to_unix_duration().as_secs())
        .ok()
        .map(Stamp)
}

fn subject() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = name("Towline local authority");
    params
}

fn name(text: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, text);
    name
}

/// Valid from the day before `now`, for clocks that are behind, and `days` after.
fn set_life(params: &mut CertificateParams, now: Stamp, days: i64) {
    let (year, month, day) = date(Stamp(now.0 - DAY));
    params.not_before = rcgen::date_time_ymd(year, month, day);
    let (year, month, day) = date(Stamp(now.0 + days * DAY));
    params.not_after = rcgen::date_time_ymd(year, month, day);
}

/// Year, month and day of the month.
fn date(at: Stamp) -> (i32, u8, u8) {
    let text = at.date();
    let part = |from: usize, to: usize| text[from..to].parse::<u16>().unwrap_or(1);
    let small = |from: usize| u8::try_from(part(from, from + 2)).unwrap_or(1);
    (i32::from(part(0, 4)), small(4), small(6))
}

fn write(path: &Path, text: &str) -> Result<(), CaError> {
    private::write(path, text.as_bytes()).map_err(|e| file_error(path, e))
}

fn file_error(path: &Path, source: std::io::Error) -> CaError {
    CaError::File {
        path: path.display().to_string(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    const NOW: Stamp = Stamp(1_800_000_000);

    #[test]
    fn the_authority_stays_and_its_key_is_private() {
        let directory = tempfile::tempdir().unwrap();
        Authority::open(directory.path(), NOW).unwrap();
        let first = certificate_pem(directory.path()).unwrap();
        Authority::open(directory.path(), Stamp(NOW.0 + DAY)).unwrap();
        assert_eq!(first, certificate_pem(directory.path()).unwrap());
        let key = directory.path().join(KEY);
        assert_eq!(
            fs::metadata(&key).unwrap().permissions().mode() & 0o777,
            0o600
        );
        fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
        let names = ["localhost".to_string()];
        fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
        let identity = Authority::open(directory.path(), NOW).unwrap();
        let identity = identity.identity(&names, NOW).unwrap();
        let end = end_of_life(&identity.certificate).unwrap();
        assert!((NOW.0 + 364 * DAY..=NOW.0 + 365 * DAY).contains(&end.0));
        assert!(end_of_life(b"no certificate").is_none());
        fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
        let error = Authority::open(directory.path(), NOW)
            .err()
            .unwrap()
            .to_string();
        assert!(error.contains("chmod 600"), "{error}");
    }

    /// Judged by a program that is not ours.
    #[test]
    fn openssl_accepts_a_certificate_from_a_reopened_authority() {
        if Command::new("openssl").arg("version").output().is_err() {
            println!("skipped: there is no openssl program here");
            return;
        }
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        Authority::open(directory.path(), NOW).unwrap();
        let authority = Authority::open(directory.path(), NOW).unwrap();
        let names = ["localhost".to_string(), "127.0.0.1".to_string()];
        let identity = authority.identity(&names, NOW).unwrap();
        fs::write(path("server.der"), identity.certificate).unwrap();
        let verify = |host: &[&str]| {
            let mut command = Command::new("openssl");
            command.args(["verify", "-attime", &NOW.0.to_string(), "-CAfile"]);
            command
                .arg(path(CERTIFICATE))
                .args(host)
                .arg(path("server.der"));
            command.output().unwrap().status.success()
        };
        assert!(verify(&["-verify_hostname", "localhost"]));
        assert!(verify(&["-verify_ip", "127.0.0.1"]));
        assert!(!verify(&["-verify_hostname", "example.com"]));
    }
}
