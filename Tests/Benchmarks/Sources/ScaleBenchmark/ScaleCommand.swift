/// A command that is measured, and what it may take beside the released program.
struct ScaleCommand: Sendable {
    let name: String
    let arguments: @Sendable (ScaleFiles) -> [String]
    /// The CPU time that it may take, as a share of the other program's; nil for any.
    var time: Double?
    /// The memory that it may take, as a share of the other program's; nil for any.
    var memory: Double?
    /// The CPU time that it may take, as a share of what `why` takes in the same build.
    var timeOfWhy: Double?
    /// Why its output is not that of the released program, where it is not.
    var change: OutputChange?
    /// Whether its CPU time on one core and on all is compared.
    var isForCores = false

    /// All of them; `why` comes first, since others are held against it.
    static let all = [
        ScaleCommand(
            name: "why", arguments: { ["why", $0.group, $0.other, "5432", "-i", $0.input] }, time: 0.5, change: .members,
            isForCores: true),
        ScaleCommand(
            name: "rules", arguments: { ["rules", $0.group, "-i", $0.input] }, timeOfWhy: 1.1, change: .members),
        ScaleCommand(
            name: "who", arguments: { ["who", $0.other, "443", "-i", $0.input] }, timeOfWhy: 1.2, change: .members),
        ScaleCommand(
            name: "draw", arguments: { ["draw", "-i", $0.input] }, time: 0.12, memory: 0.4, change: .members, isForCores: true),
        ScaleCommand(
            name: "draw --select", arguments: { ["draw", "--select", $0.group, "-i", $0.input] }, time: 0.12, memory: 0.4,
            change: .members),
        ScaleCommand(name: "audit", arguments: { ["audit", "-i", $0.input] }, time: 0.5, change: .findings),
        ScaleCommand(
            name: "matrix json", arguments: { ["matrix", "--format", "json", "-i", $0.input] }, time: 0.5, change: .rows,
            isForCores: true),
        ScaleCommand(
            name: "why --batch", arguments: { ["why", "--batch", $0.questions, "-i", $0.input] }, time: 0.4, change: .members),
    ]
}

/// Why the output of a command is another one than that of version 0.1.0, by what was changed on purpose since (CHANGELOG.md).
enum OutputChange: String, Sendable {
    case members = "a group means its members, each with all the groups that it carries"
    case findings = "every finding says how the notes accept it, and there are more kinds of findings"
    case rows = "a row has one protocol, its verdict, and the members that alone may send it"
}
