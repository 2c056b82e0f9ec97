using Slipway.Planning.Plans;

namespace Slipway.Planning.Scheduling;

/// <summary>A task of a network that was not made from a plan: plain numbers, no people, no clocks.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Duration">How long it takes, zero or more, in whatever unit.</param>
public sealed record NetworkTask(string Id, double Duration);

/// <summary>A link of a network that was not made from a plan.</summary>
/// <param name="From">The predecessor's place in the list of tasks.</param>
/// <param name="To">The successor's place.</param>
/// <param name="Type">Which ends are tied.</param>
/// <param name="Lag">The pause between the two ends; negative for a lead.</param>
public readonly record struct NetworkLink(int From, int To, LinkType Type = LinkType.FinishToStart, double Lag = 0);
