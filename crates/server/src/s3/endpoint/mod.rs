//! The operations of S3 over HTTP: one table here, one file per kind of thing beside it.
//!
//! What is not in the table is answered with `NotImplemented` and its name by `s3s`.

mod access;
mod buckets;
mod convert;
mod copy;
mod listing;
mod multipart;
mod read;
mod tagging;
mod write;

use std::sync::Arc;

use s3s::config::{S3Config, StaticConfigProvider};
use s3s::dto::*;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{S3, S3Request, S3Response, S3Result};

use crate::App;

/// The largest XML document of a request: 10,000 parts with checksums fit.
const DOCUMENT: usize = 4 << 20;

/// The service that answers every request that is S3's. It verifies signatures itself.
pub fn service(app: Arc<App>) -> S3Service {
    let mut config = S3Config::default();
    config.xml_max_body_size = DOCUMENT;
    // Uploads from HTML forms would be gathered in memory; they are not supported.
    config.post_object_max_file_size = 0;
    config.form_max_fields_size = 64 << 10;
    config.form_max_field_size = 64 << 10;
    let mut builder = S3ServiceBuilder::new(Endpoint {
        app: Arc::clone(&app),
    });
    builder.set_config(Arc::new(StaticConfigProvider::new(Arc::new(config))));
    builder.set_auth(access::Keys(Arc::clone(&app)));
    builder.set_access(access::Rules(app));
    builder.build()
}

struct Endpoint {
    app: Arc<App>,
}

macro_rules! operations {
    ($($method:ident: $input:ident => $output:ident = $function:path;)*) => {
        #[async_trait::async_trait]
        impl S3 for Endpoint {
            $(
                async fn $method(
                    &self,
                    request: S3Request<$input>,
                ) -> S3Result<S3Response<$output>> {
                    Ok(S3Response::new($function(&self.app, request).await?))
                }
            )*
        }
    };
}

operations! {
    create_bucket: CreateBucketInput => CreateBucketOutput = buckets::create;
    head_bucket: HeadBucketInput => HeadBucketOutput = buckets::head;
    list_buckets: ListBucketsInput => ListBucketsOutput = buckets::list;
    delete_bucket: DeleteBucketInput => DeleteBucketOutput = buckets::delete;
    get_bucket_location: GetBucketLocationInput => GetBucketLocationOutput = buckets::location;
    get_bucket_versioning: GetBucketVersioningInput => GetBucketVersioningOutput = buckets::versioning;
    put_bucket_versioning: PutBucketVersioningInput => PutBucketVersioningOutput = buckets::set_versioning;

    put_object: PutObjectInput => PutObjectOutput = write::put;
    get_object: GetObjectInput => GetObjectOutput = read::get;
    head_object: HeadObjectInput => HeadObjectOutput = read::head;
    copy_object: CopyObjectInput => CopyObjectOutput = copy::object;
    delete_object: DeleteObjectInput => DeleteObjectOutput = write::delete;
    delete_objects: DeleteObjectsInput => DeleteObjectsOutput = write::delete_many;

    list_objects: ListObjectsInput => ListObjectsOutput = listing::objects;
    list_objects_v2: ListObjectsV2Input => ListObjectsV2Output = listing::objects_v2;
    list_object_versions: ListObjectVersionsInput => ListObjectVersionsOutput = listing::versions;
    list_multipart_uploads: ListMultipartUploadsInput => ListMultipartUploadsOutput = listing::uploads;

    create_multipart_upload: CreateMultipartUploadInput => CreateMultipartUploadOutput = multipart::create;
    upload_part: UploadPartInput => UploadPartOutput = multipart::upload;
    upload_part_copy: UploadPartCopyInput => UploadPartCopyOutput = copy::part;
    complete_multipart_upload: CompleteMultipartUploadInput => CompleteMultipartUploadOutput = multipart::complete;
    abort_multipart_upload: AbortMultipartUploadInput => AbortMultipartUploadOutput = multipart::abort;
    list_parts: ListPartsInput => ListPartsOutput = multipart::list;

    get_object_tagging: GetObjectTaggingInput => GetObjectTaggingOutput = tagging::of_object;
    put_object_tagging: PutObjectTaggingInput => PutObjectTaggingOutput = tagging::tag_object;
    delete_object_tagging: DeleteObjectTaggingInput => DeleteObjectTaggingOutput = tagging::untag_object;
    get_bucket_tagging: GetBucketTaggingInput => GetBucketTaggingOutput = tagging::of_bucket;
    put_bucket_tagging: PutBucketTaggingInput => PutBucketTaggingOutput = tagging::tag_bucket;
    delete_bucket_tagging: DeleteBucketTaggingInput => DeleteBucketTaggingOutput = tagging::untag_bucket;
}
