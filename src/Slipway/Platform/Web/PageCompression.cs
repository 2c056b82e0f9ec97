using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Slipway.Platform.Web;

/// <summary>Packs pages and API answers as they go out; files are packed when the program is published, live streams pack themselves.</summary>
/// <remarks>
/// Over TLS too: a page can be guessed from its packed length only by who can make a browser ask for it many times
/// (BREACH), and our cookies do not come along when another site asks (SameSite); form tokens are masked anew each time.
/// </remarks>
internal static class PageCompression
{
    public static void AddPageCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/html", "text/plain", "text/markdown", "application/json", "application/problem+json"];
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }
}
