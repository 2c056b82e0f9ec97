using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.Benchmarks;

/// <summary>
/// The peer of a room: whatever is posted goes to everybody who watches, byte for byte, and nothing else happens. And what
/// automated tasks ask, which answers after as long as it is told.
/// </summary>
internal static class BareEndpoint
{
    public const string Command = "bare-endpoint";

    public static async Task<int> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        var watchers = new ConcurrentDictionary<Channel<byte[]>, bool>();
        app.MapGet("/events", async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.FlushAsync();
            var box = Channel.CreateUnbounded<byte[]>();
            watchers[box] = true;
            await foreach (var bytes in box.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.Body.WriteAsync(bytes);
                await context.Response.Body.FlushAsync();
            }
        });
        app.MapPost("/events", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var bytes = body.ToArray();
            foreach (var box in watchers.Keys)
                box.Writer.TryWrite(bytes);
        });
        app.MapGet("/answer", async (int after) =>
        {
            if (after > 0)
                await Task.Delay(after);
            return "well";
        });
        await app.StartAsync();
        Console.WriteLine($"Slipway is ready: {app.Urls.First()}");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
