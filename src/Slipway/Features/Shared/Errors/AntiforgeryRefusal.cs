using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Slipway.Features.Shared.Errors;

/// <summary>Remembers that a form was refused for its token, so that the error page can say so.</summary>
public sealed class AntiforgeryRefusal : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        // A form that could not be read at all has no token either, and was not open too long.
        if (context.Result is IAntiforgeryValidationFailedResult && context.HttpContext.Features.Get<IFormFeature>()?.Form is not null)
            context.HttpContext.Items[typeof(AntiforgeryRefusal)] = true;
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
