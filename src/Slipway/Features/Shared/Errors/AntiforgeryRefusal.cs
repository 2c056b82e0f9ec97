using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Slipway.Features.Shared.Errors;

/// <summary>Remembers that a form was refused for its token, so that the error page can say so.</summary>
public sealed class AntiforgeryRefusal : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
            context.HttpContext.Items[typeof(AntiforgeryRefusal)] = true;
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
