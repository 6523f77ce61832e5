//! The server's signing key and how an envelope is made.

use std::collections::VecDeque;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::db::{rfc5911, rfc5912};
use der::asn1::{OctetString, SetOfVec};
use der::{Any, Decode, DecodePem, Encode, pem::LineEnding};
use rcgen::{CertificateParams, DnType, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use x509_cert::Certificate;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::{EnvelopeError, LABEL};
use crate::private;

/// The file in the data directory: private key and certificate in one PEM text, so that a crash
/// never leaves one without the other.
const FILE: &str = "deployment-signer.pem";

/// Envelopes kept: as many as a busy server has deployments at a time.
const RECENT: usize = 64;

/// Signs deployment specifications; one per installation.
pub struct EnvelopeSigner {
    key: EcdsaKeyPair,
    random: SystemRandom,
    certificate: Certificate,
    certificate_pem: String,
    recent: Mutex<VecDeque<Signed>>,
}

/// A text and its envelope.
struct Signed {
    text: String,
    envelope: String,
}

impl std::fmt::Debug for EnvelopeSigner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EnvelopeSigner(…)")
    }
}

impl EnvelopeSigner {
    /// Reads the key and certificate from `dir`, or makes them (file mode 0600) when absent.
    pub fn open_or_create(dir: &Path) -> Result<EnvelopeSigner, EnvelopeError> {
        let path = dir.join(FILE);
        let shown = path.display().to_string();
        let file_error = |source| EnvelopeError::File {
            path: shown.clone(),
            source,
        };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                let text = generate()?;
                fs::create_dir_all(dir)
                    .and_then(|()| private::write(&path, text.as_bytes()))
                    .map_err(file_error)?;
                text
            }
            Err(e) => return Err(file_error(e)),
        };
        Self::parse(&text).map_err(|why| EnvelopeError::Key { path: shown, why })
    }

    fn parse(text: &str) -> Result<EnvelopeSigner, String> {
        let split = text
            .find("-----BEGIN CERTIFICATE-----")
            .ok_or("no certificate in it")?;
        let (key_pem, certificate_pem) = text.split_at(split);
        let (_, key) =
            der::pem::decode_vec(key_pem.trim().as_bytes()).map_err(|e| e.to_string())?;
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &key, &random)
            .map_err(|e| e.to_string())?;
        let certificate =
            Certificate::from_pem(certificate_pem.trim()).map_err(|e| e.to_string())?;
        Ok(EnvelopeSigner {
            key,
            random,
            certificate,
            certificate_pem: certificate_pem.to_owned(),
            recent: Mutex::default(),
        })
    }

    /// The certificate as PEM: what a host pins when it joins.
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// Wraps `spec_json` in a signed envelope, the `Payload` of format `PKCS7/JSON`.
    ///
    /// Every host of a deployment asks for the same text before each of its events: what was signed
    /// lately is not signed again.
    pub fn sign(&self, spec_json: &str) -> Result<String, EnvelopeError> {
        let recent = || self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(signed) = recent().iter().find(|signed| signed.text == spec_json) {
            return Ok(signed.envelope.clone());
        }
        let envelope = self.sign_anew(spec_json)?;
        let mut recent = recent();
        recent.truncate(RECENT - 1);
        recent.push_front(Signed {
            text: spec_json.into(),
            envelope: envelope.clone(),
        });
        Ok(envelope)
    }

    fn sign_anew(&self, spec_json: &str) -> Result<String, EnvelopeError> {
        let signature = self
            .key
            .sign(&self.random, spec_json.as_bytes())
            .map_err(|e| EnvelopeError::Sign(e.to_string()))?;
        self.encode(spec_json.as_bytes(), signature.as_ref())
            .map_err(|e| EnvelopeError::Sign(e.to_string()))
    }

    fn encode(&self, content: &[u8], signature: &[u8]) -> der::Result<String> {
        let sha256 = algorithm(rfc5912::ID_SHA_256);
        let tbs = &self.certificate.tbs_certificate;
        // No signed attributes: for plain data the signature then covers the content itself,
        // which leaves a verifier nothing to choose.
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: tbs.issuer.clone(),
                serial_number: tbs.serial_number.clone(),
            }),
            digest_alg: sha256.clone(),
            signed_attrs: None,
            signature_algorithm: algorithm(rfc5912::ECDSA_WITH_SHA_256),
            signature: OctetString::new(signature)?,
            unsigned_attrs: None,
        };
        let data = SignedData {
            version: CmsVersion::V1,
            digest_algorithms: SetOfVec::try_from(vec![sha256])?,
            encap_content_info: EncapsulatedContentInfo {
                econtent_type: rfc5911::ID_DATA,
                econtent: Some(Any::encode_from(&OctetString::new(content)?)?),
            },
            certificates: Some(CertificateSet(SetOfVec::try_from(vec![
                CertificateChoices::Certificate(self.certificate.clone()),
            ])?)),
            crls: None,
            signer_infos: SignerInfos(SetOfVec::try_from(vec![signer])?),
        };
        let info = ContentInfo {
            content_type: rfc5911::ID_SIGNED_DATA,
            content: Any::from_der(&data.to_der()?)?,
        };
        Ok(der::pem::encode_string(
            LABEL,
            LineEnding::LF,
            &info.to_der()?,
        )?)
    }
}

fn algorithm(oid: const_oid::ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid,
        parameters: None,
    }
}

/// A fresh key and its self-signed certificate as one PEM text.
fn generate() -> Result<String, EnvelopeError> {
    let sign_error = |e: rcgen::Error| EnvelopeError::Sign(e.to_string());
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(sign_error)?;
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::OrganizationName, "Towline");
    params
        .distinguished_name
        .push(DnType::CommonName, "towline-deployment-signer");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    let certificate = params.self_signed(&key).map_err(sign_error)?;
    Ok(format!("{}{}", key.serialize_pem(), certificate.pem()))
}
