import ArgumentParser
import Audit

/// `sgscope audit`: what is wrong with the rules themselves and with the network.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "What is wrong with the rules and the network: open ports, what changes nothing, leftovers, quotas.",
        discussion: """
            Findings that are accepted stand in the notes with a reason (audit: exceptions); with every finding comes the line that
            accepts it. A rule that lets through more than the flows of the notes and the pins of the board need is told with what is
            needed of it (wider-than-needed): in its place no such flow closes, which is proved by asking all of them again. With --flows
            rules that flow logs did not see used are found too (rule-not-seen), and those that let nothing through that a wider one does
            not (rule-never-alone). Of the network it looks at what the input lists: network ACLs, route tables, gateways, what joins VPCs. Exit
            status: 1 where a finding of the severity of --fail-on or worse is not accepted, else 0.
            """.flowing)

    @OptionGroup var files: InputFiles
    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions
    @OptionGroup var trial: TrialOptions
    @OptionGroup var traffic: FlowOptions

    @Option(help: ArgumentHelp("text, json or sarif", valueName: "format"))
    var format = AuditFormat.text

    @Option(
        help: ArgumentHelp(
            "The least severity that gives exit status 1: info, low, medium, high, critical; or never.", valueName: "severity"))
    var failOn = FailOn.low

    @Option(help: ArgumentHelp("Rules that a group may have in a direction and family.", valueName: "number"))
    var ruleQuota = AuditLimits().rules

    @Option(help: ArgumentHelp("Groups that an interface may have.", valueName: "number"))
    var groupQuota = AuditLimits().groups

    func validate() throws {
        try traffic.check(input)
        guard ruleQuota > 0, groupQuota > 0 else { throw ValidationError("a quota is 1 or more") }
    }

    func run() throws {
        let loading = try files.load(input, trial)
        var limits = AuditLimits()
        limits.rules = ruleQuota
        limits.groups = groupQuota
        let needed = NeededFlows(loading: loading, place: BoardPlace(input, loading, named: nil, files: files.files)).questions
        let uses = try traffic.findings(loading)
        let result = AuditResult(
            loading.analyzer, annotations: loading.annotations, limits: limits, needed: needed, uses: uses?.told ?? [])
        leaveToTheEnd(loading.analyzer, result)
        let file = loading.notes?.file ?? ""
        for warning in result.warnings { StandardError.line("sgscope: warning: \(warning.line(file: file))") }
        if format == .sarif { loading.sayTrial() }
        switch format {
        case .text:
            let output = shown.output(of: loading)
            output.lines(AuditReport(result).lines(width: output.width))
            if let uses { output.lines(uses.lines(width: output.width)) }
        case .json: AuditJSON(loading: loading).write(result, uses)
        case .sarif: SarifLog(loading: loading).write(result)
        }
        try uses?.list.log.end()
        // The worst come first.
        if let least = failOn.severity, let worst = result.open.first?.severity, worst >= least { throw ExitCode(1) }
    }
}

enum AuditFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, sarif
}

/// From which severity on findings fail a run.
enum FailOn: String, CaseIterable, ExpressibleByArgument {
    case info, low, medium, high, critical, never

    var severity: Severity? { Severity(rawValue: rawValue) }
}
