using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Evenkeel.S3;

/// <summary>The objects below one prefix of a bucket. What goes wrong is an <see cref="IOException"/> that names the bucket. Thread-safe.</summary>
internal sealed class S3Objects(IAmazonS3 s3, string bucket, string prefix)
{
    /// <summary>All objects of a folder: name, tag and when they were put.</summary>
    public Task<List<S3Object>> ListAsync(string folder, CancellationToken cancel) => TryAsync(async () =>
    {
        List<S3Object> all = [];
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = $"{prefix}{folder}" };
        do
        {
            var page = await s3.ListObjectsV2Async(request, cancel);
            all.AddRange(page.S3Objects);
            request.ContinuationToken = page.IsTruncated ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);

        return all;
    });

    /// <summary>Copies an object into a stream; false: there is none.</summary>
    public Task<bool> TryReadAsync(string name, Stream target, CancellationToken cancel) => TryAsync(async () =>
    {
        try
        {
            using var answer = await s3.GetObjectAsync(bucket, prefix + name, cancel);
            await answer.ResponseStream.CopyToAsync(target, cancel);
            return true;
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    });

    // Not in signed chunks, which not every server that speaks S3 understands: the stream can be read twice, to be signed as a whole.
    public Task PutAsync(string name, Stream content, string type, CancellationToken cancel) => TryAsync(() =>
        s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = prefix + name, InputStream = content, ContentType = type, AutoCloseStream = false, UseChunkEncoding = false }, cancel));

    /// <summary>Removes an object, if it is there.</summary>
    public Task DeleteAsync(string name, CancellationToken cancel) => TryAsync(() => s3.DeleteObjectAsync(bucket, prefix + name, cancel));

    public string NameOf(S3Object found) => found.Key[prefix.Length..];

    private async Task<T> TryAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception error) when (error is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            throw new IOException($"The bucket '{bucket}' cannot be used: {error.Message}", error);
        }
    }
}
