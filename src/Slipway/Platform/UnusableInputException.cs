namespace Slipway.Platform;

/// <summary>Thrown by a command (or the start of the server) that cannot go on with what it was given. The message says what to do next.</summary>
public sealed class UnusableInputException(string message, Exception? inner = null) : Exception(message, inner);
