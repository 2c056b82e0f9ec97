using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Platform.Identity;
using Slipway.Platform.Web;

namespace Slipway.Tests.Platform.Web;

public sealed class RateLimitsTests
{
    private readonly TokenMemory memory = new(TimeProvider.System, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<TokenMemory>.Instance);

    [Fact]
    public async Task Whoever_has_a_token_has_a_measure_of_their_own()
    {
        await memory.GetAsync("slw_board", (_, _) => Task.FromResult<CurrentActor?>(new("token:board", "board", null, "usct", ["observer"], IsToken: true)), CancellationToken.None);
        await memory.GetAsync("slw_farah", (_, _) => Task.FromResult<CurrentActor?>(new("farah", "A. Farah", "farah", "usct", [], IsToken: true)), CancellationToken.None);
        Assert.Equal(3, new[] { Sender("Bearer slw_board"), Sender("Bearer slw_farah"), Sender(null) }.Distinct().Count());
        Assert.Equal(Sender("Bearer slw_board"), Sender("bearer  slw_board"));
    }

    [Fact]
    public async Task Tokens_that_open_nothing_share_the_measure_of_their_address()
    {
        await memory.GetAsync("slw_guess-1", (_, _) => Task.FromResult<CurrentActor?>(null), CancellationToken.None);
        Assert.Equal("192.0.2.7", Sender("Bearer slw_guess-1"));
        Assert.Equal("192.0.2.7", Sender("Bearer slw_guess-2"));
        Assert.Equal("192.0.2.7", Sender("anything else"));
    }

    private string Sender(string? authorization)
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton(memory).BuildServiceProvider() };
        context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");
        context.Request.Headers.Authorization = authorization;
        return RateLimits.Sender(context);
    }
}
