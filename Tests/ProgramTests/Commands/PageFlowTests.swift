import Foundation
import Testing

/// The page's traffic matrix, asked of the built program on the example and on every input that describes the same system.
@Suite("The page's flows")
struct PageFlowTests {
    /// The ends by what they are called in every input: titles come from the notes.
    private static let allowed = [
        ("internet", "alb", "443"), ("internet", "alb", "80"), ("alb", "api", "3001"), ("alb", "realtime", "3002"),
        ("api", "rds", "5432"),
        ("api", "redis", "6379"), ("realtime", "rds", "5432"), ("realtime", "redis", "6379"), ("workers", "rds", "5432"),
        ("workers", "redis", "6379"),
    ]
    private static let denied = [
        ("internet", "api"), ("internet", "rds"), ("internet", "redis"), ("api", "realtime"), ("alb", "rds"), ("alb", "redis"),
    ]
    private static let everyone = ["internet", "alb", "api", "realtime", "rds", "redis"]

    private static let inputs: [(path: String?, names: [String: String])] =
        [
            "terraform-inline/aws", "terraform-inline/terraform.tfstate", "terraform-inline/terraform.refreshed.tfstate",
            "terraform-inline/terraform.tainted.tfstate", "terraform-inline/state.json", "terraform-inline/state.refreshed.json",
            "cloudformation/aws-yaml", "variants/old-cli.json", "variants/json-lines.jsonl", "variants/by-region.json",
        ].map { ($0, [:]) } + [
            (nil, [:]), ("cloudformation/aws-json", ["api": "EcsApi", "realtime": "EcsRealtime", "workers": "EcsWorkers"]),
        ]

    @Test(
        "The 10 allowed rows are allowed and the 7 denied ones blocked, on every port, in every input", arguments: inputs.indices)
    func matrix(place: Int) throws {
        let (path, names) = Self.inputs[place]
        let name = { (role: String) in names[role] ?? role }
        let blocked = Self.denied + Self.everyone.map { ($0, "workers") }
        let questions =
            Self.allowed.map { ["source": name($0.0), "destination": name($0.1), "port": $0.2] }
            + blocked.map { ["source": name($0.0), "destination": name($0.1), "port": "all"] }
        let lines = try questions.map { String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) + "\n" }
        var arguments = ["why", "--batch", "-", "--notes", Places.notes.path]
        if let path { arguments += ["-i", Places.inputs.appending(path: path).path] }
        let run = try ProgramRun(arguments, input: lines.joined())
        #expect(run.status == 0, "\(run.errors)")
        // The page speaks of groups; not every input has the network that would carry these flows.
        let verdicts = try run.objects.map { $0["groups_verdict"] as? String ?? "\($0)" }
        let whole = try run.objects.map { $0["verdict"] as? String ?? "" }
        if path == nil { #expect(whole == verdicts) }
        #expect(zip(verdicts, whole).allSatisfy { $0 != "blocked" || $1 != "allowed" })
        #expect(verdicts == Self.allowed.map { _ in "allowed" } + blocked.map { _ in "blocked" })
    }
}
