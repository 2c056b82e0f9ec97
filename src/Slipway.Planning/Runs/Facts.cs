namespace Slipway.Planning.Runs;

/// <summary>Facts out of commands.</summary>
internal static class Facts
{
    /// <summary>The fact with the command's time, actor, on whose behalf and by what way.</summary>
    public static T Fact<T>(this RunCommand command, T happened)
        where T : RunEvent =>
        happened with
        {
            At = command.At,
            Received = command.Received,
            Actor = command.Actor,
            For = command.For == command.Actor ? null : command.For,
            Via = command.Via,
        };
}
