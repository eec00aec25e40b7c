import ArgumentParser
import CoreModel
import Reachability
import Text
import Trial
import Words

/// `sgscope trial`: what changes come to before anybody makes them.
struct TrialCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trial",
        abstract: "What if: which answers turn by a change, what opens, closes, is cut off. Nothing is sent to AWS.",
        usage: """
            sgscope trial --with LINE|FILE ... [--ask QUESTION ...]
            sgscope trial --with "off nat-0"
            """,
        discussion: """
            A change is a line; several stand in a file, a line each, with # for comments:

              + rds ingress tcp 5432 from alb "words"    a rule more; also in, out
              - rds ingress 5432 from api                a rule less; also - sgr-94e7
              ~ rds ingress 5432 from api : 5432-5433    a rule changed
              + acl isolated out 110 allow tcp 1024-65535 to 10.0.0.0/20
              - acl isolated in 90                       an entry of an ACL less
              + route app-c 10.48.0.0/16 prod-reporting  a route more; ~ another way
              + web-7 carries common-egress              a group put on; - taken off
              off nat-0                                  a drill: it is gone

            off takes a gateway, a peering, a table, an endpoint, a subnet, a zone, a group, or interfaces by id, name or address.

            Names are those of questions; a name that has a word of the line in it stands in quotes. What is read is never written, and what a
            group is worn and named by is said with what no input tells.

            --ask asks a question before and on trial; without any, the notes' flows tell what turns. The options --with of why, who, draw,
            check, audit, matrix and diff print these on trial.

            Exit status: 0, or 1 where a question turned, or a documented flow is not as it should be any more.
            """.flowing)

    @OptionGroup var files: InputFiles
    @OptionGroup var facts: FactOptions
    @OptionGroup var trial: TrialOptions
    @OptionGroup var scope: ScopeOptions

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Print the changes alone, as aws, terraform, cloudformation, pulumi or line.", valueName: "form"))
    var form: ChangeForm?

    @Flag(help: "Print what takes the changes back: aws commands, or the form of --as.")
    var undo = false

    @Option(
        help: ArgumentHelp(
            "A question \"SOURCE -> DESTINATION:PORT\" to answer before and on trial; repeatable.", valueName: "question"))
    var ask: [String] = []

    func validate() throws {
        guard trial.isGiven else {
            throw ValidationError("trial needs a change, for example: sgscope trial --with \"off nat-0\"")
        }
    }

    func run() throws {
        let (loading, trial) = try files.load(facts.input, on: trial)
        if undo {
            Output.write((form ?? .aws).undo(trial.edits, loading.analyzer), to: 1)
            return
        }
        if let form {
            Output.write(form.text(trial.edits, loading.analyzer, exactly: true), to: 1)
            return
        }
        let questions = try ask.map { try loading.question($0) }
        let own = scope.scope(isFull: false)
        if own.looksAtNetwork { loading.sayNetworkNotices() }
        let effect = TrialEffect(trial, questions: questions, notes: loading.notes, scope: own)
        switch facts.format {
        case .text:
            let output = facts.shown.output(of: Loading(trial, of: loading))
            output.lines(TrialReport(effect).lines(width: output.width, ascii: output.isASCII))
        case .json: TrialJSON(effect, loading).write()
        }
        if effect.isAgainstNotes || effect.answers.contains(where: \.isTurned) { throw ExitCode(1) }
    }
}
