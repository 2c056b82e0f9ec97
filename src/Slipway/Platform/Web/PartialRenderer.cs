using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Slipway.Platform.Localisation;

namespace Slipway.Platform.Web;

/// <summary>Draws a partial without a request: fragments that are sent to many watchers at once.</summary>
public sealed class PartialRenderer(IRazorViewEngine views, ITempDataDictionaryFactory tempData)
{
    /// <param name="services">The scope to draw in.</param>
    /// <param name="view">The partial's path.</param>
    /// <param name="model">Its model.</param>
    /// <param name="language">The language of its texts.</param>
    public async Task<string> DrawAsync<TModel>(IServiceProvider services, string view, TModel model, string language)
    {
        var http = new DefaultHttpContext { RequestServices = services };
        RequestLanguage.Set(http, language);
        // The texts of a scope are those of its request.
        var accessor = services.GetRequiredService<IHttpContextAccessor>();
        var before = accessor.HttpContext;
        accessor.HttpContext = http;
        try
        {
            var action = new ActionContext(http, new RouteData(), new ActionDescriptor());
            var found = views.GetView(null, view, isMainPage: false).EnsureSuccessful([view]);
            await using var writer = new StringWriter();
            var data = new ViewDataDictionary<TModel>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
            var context = new ViewContext(action, found.View!, data, tempData.GetTempData(http), writer, new HtmlHelperOptions());
            await found.View!.RenderAsync(context);
            return writer.ToString();
        }
        finally
        {
            accessor.HttpContext = before;
        }
    }
}
