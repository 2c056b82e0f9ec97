using Slipway.Platform.Web;

namespace Slipway.Platform.Following;

/// <summary>Refuses every act on a copy, and says why. To sign in is none: it changes nothing but the browser.</summary>
public static class CopyRefusal
{
    private static readonly string[] Allowed = ["/sign-in", "/sign-out", "/error", FollowApi.MeetRoute];

    internal static void UseCopyRefusal(this WebApplication app)
    {
        var state = app.Services.GetRequiredService<FollowState>();
        app.UseWhen(context => IsAct(context.Request), acts => acts.Run(async context =>
        {
            context.Response.Headers.RetryAfter = "10";
            if (context.Request.Path.StartsWithSegments("/api"))
            {
                await Problems.Of(
                    503, "copy-that-follows", $"This is a copy that follows {state.Url}: nothing is written in it.",
                    $"It last heard {state.Age} s ago. Act there; if it is dead, whoever administers runs slipway promote here.",
                    new Dictionary<string, object?> { ["follows"] = state.Url, ["heard"] = state.Heard, ["seconds"] = state.Age }).ExecuteAsync(context);
                return;
            }
            context.Items[typeof(CopyRefusal)] = true;
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }));
    }

    /// <summary>Whether a page was refused for this.</summary>
    public static bool Refused(HttpContext context) => context.Items.ContainsKey(typeof(CopyRefusal));

    /// <summary>Whether what is sent to an address is taken on a copy too.</summary>
    public static bool Allows(PathString address) => Allowed.Any(allowed => address.StartsWithSegments(allowed));

    private static bool IsAct(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method)
        && !Allows(request.Path);
}
