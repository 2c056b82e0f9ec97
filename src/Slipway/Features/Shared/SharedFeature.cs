using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Slipway.Features.Shared.Errors;
using Slipway.Platform;
using Slipway.Platform.Localisation;
using Slipway.Platform.Storage;

namespace Slipway.Features.Shared;

/// <summary>The door of what several features use: pages' frame, forms, error pages.</summary>
public sealed class SharedFeature : IFeature
{
    public void AddServices(IServiceCollection services) =>
        services.AddSingleton<PlanAnswers>().AddRazorPages(options => options.RootDirectory = "/Features")
            .AddMvcOptions(options =>
            {
                options.Filters.Add<AntiforgeryRefusal>();
                options.Filters.Add<UnknownHandlerRefusal>();
                options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
                Translate(options.ModelBindingMessageProvider);
            })
            .AddViewOptions(options => options.HtmlHelperOptions.ClientValidationEnabled = false);

    /// <summary>Answers errors with pages; requests under <c>/api</c> keep their problem details.</summary>
    public void Use(WebApplication app) =>
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error/500",
                SuppressDiagnosticsCallback = context => DatabaseAway.Is(context.Exception),
            });
            pages.UseStatusCodePagesWithReExecute("/error/{0}");
        });

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRazorPages().WithStaticAssets();
        endpoints.MapLanguageSwitch();
    }

    /// <summary>The framework's own messages become keys, which the forms translate.</summary>
    private static void Translate(DefaultModelBindingMessageProvider messages)
    {
        const string missing = "shared.form-missing";
        const string invalid = "shared.form-invalid";
        messages.SetMissingBindRequiredValueAccessor(_ => missing);
        messages.SetMissingKeyOrValueAccessor(() => missing);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => missing);
        messages.SetValueMustNotBeNullAccessor(_ => missing);
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => invalid);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => invalid);
        messages.SetUnknownValueIsInvalidAccessor(_ => invalid);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => invalid);
        messages.SetValueIsInvalidAccessor(_ => invalid);
        messages.SetValueMustBeANumberAccessor(_ => invalid);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => invalid);
    }
}
