namespace Slipway.Platform.Secrets;

/// <summary>A setting cannot be filled in: it names something that this server does not have.</summary>
public sealed class UnfilledSettingException(string message) : Exception(message);
