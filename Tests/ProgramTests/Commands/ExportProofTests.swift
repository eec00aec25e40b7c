import Foundation
import Support
import Testing

/// Exports read by the tools that they are for: Terraform with its AWS provider against moto's server, a TypeScript compiler, cfn-lint.
///
/// A tool that is not on the PATH is not asked; the provider is in the mirror of providers that SGSCOPE_TERRAFORM_PLUGINS names.
@Suite("Exports read by the real tools", .serialized)
struct ExportProofTests {
    private static let plugins = ProcessInfo.processInfo.environment["SGSCOPE_TERRAFORM_PLUGINS"] ?? ""

    private static var hasTerraform: Bool {
        AwsWorld.path(of: "terraform") != nil && AwsWorld.path(of: "moto_server") != nil
            && FileManager.default.fileExists(atPath: plugins)
    }

    /// Runs a line of a shell in a folder; what it printed, and how it ended.
    private static func shell(_ line: String, in folder: URL, _ environment: [String: String] = [:]) throws -> (String, Int32) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = folder
        process.environment = AwsWorld.environment.merging(environment) { $1 }
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (output, process.terminationStatus)
    }

    private static func provider(_ url: String) -> String {
        """
        terraform {
          required_providers {
            aws = { source = "hashicorp/aws" }
          }
        }
        provider "aws" {
          region                      = "us-east-1"
          access_key                  = "x"
          secret_key                  = "y"
          skip_credentials_validation = true
          skip_metadata_api_check     = true
          endpoints {
            ec2 = "\(url)"
            sts = "\(url)"
            iam = "\(url)"
          }
        }
        """
    }

    @Test(
        "Terraform takes over what is exported: all to import, nothing to add, change or destroy",
        .enabled(if: hasTerraform, "terraform or moto_server is not here, or SGSCOPE_TERRAFORM_PLUGINS names no mirror"))
    func terraform() throws {
        let moto = try MotoServer(by: "moto-export.py")
        let scratch = try Scratch()
        let folder = scratch.directory
        for call in ["describe-security-groups", "describe-security-group-rules", "describe-managed-prefix-lists"] {
            let (output, status) = try Self.shell(
                "aws --endpoint-url \(moto.url) ec2 \(call) --output json > \(call).json", in: folder)
            #expect(status == 0, "\(output)")
        }
        let run = try ProgramRun(["export", "--format", "terraform", "-i", folder.path])
        #expect(run.status == 0, "\(run.errors)")
        let configuration = """
            provider_installation {
              filesystem_mirror {
                path = "\(Self.plugins)"
              }
            }
            """
        try run.output.write(to: folder.appending(path: "groups.tf"), atomically: true, encoding: .utf8)
        try Self.provider(moto.url).write(to: folder.appending(path: "provider.tf"), atomically: true, encoding: .utf8)
        try configuration.write(to: folder.appending(path: "terraformrc"), atomically: true, encoding: .utf8)
        let environment = ["TF_CLI_CONFIG_FILE": folder.appending(path: "terraformrc").path, "CHECKPOINT_DISABLE": "1"]
        let (output, status) = try Self.shell(
            "terraform fmt -check groups.tf && terraform init -no-color && terraform plan -no-color", in: folder, environment)
        #expect(status == 0, "\(output)")
        // Two groups, three rules of theirs, and what lets everything out of each.
        #expect(output.contains("Plan: 7 to import, 0 to add, 0 to change, 0 to destroy."), "\(output)")
    }

    @Test(
        "A TypeScript compiler finds no fault in the module, by the types that it uses",
        .enabled(if: AwsWorld.path(of: "tsc") != nil, "tsc is not here"))
    func typescript() throws {
        let scratch = try Scratch()
        let types = """
            declare module "@pulumi/aws" {
              export type Output<T> = { readonly __output: T };
              export type Input<T> = T | Output<T>;
              export interface Options { import?: string }
              export type Tags = Input<{ [key: string]: Input<string> }>;
              export namespace ec2 {
                interface Args { name?: Input<string>; description?: Input<string>; vpcId?: Input<string>; tags?: Tags }
                class SecurityGroup { constructor(name: string, args?: Args, opts?: Options); readonly id: Output<string> }
              }
              export namespace vpc {
                interface Args {
                  securityGroupId: Input<string>; ipProtocol: Input<string>; fromPort?: Input<number>; toPort?: Input<number>;
                  cidrIpv4?: Input<string>; cidrIpv6?: Input<string>; prefixListId?: Input<string>;
                  referencedSecurityGroupId?: Input<string>; description?: Input<string>; tags?: Tags
                }
                class SecurityGroupIngressRule { constructor(name: string, args: Args, opts?: Options) }
                class SecurityGroupEgressRule { constructor(name: string, args: Args, opts?: Options) }
              }
            }
            """
        let folder = scratch.directory
        try types.write(to: folder.appending(path: "aws.d.ts"), atomically: true, encoding: .utf8)
        for (name, more) in [("example", []), ("new", ["--no-import"])] {
            let run = try ProgramRun(["export", "--format", "pulumi"] + more)
            try run.output.write(to: folder.appending(path: "\(name).ts"), atomically: true, encoding: .utf8)
        }
        let (output, status) = try Self.shell(
            "tsc --strict --noEmit --target es2020 --moduleResolution node aws.d.ts example.ts new.ts", in: folder)
        #expect(status == 0, "\(output)")
    }

    @Test("cfn-lint finds no fault in the template", .enabled(if: AwsWorld.path(of: "cfn-lint") != nil, "cfn-lint is not here"))
    func template() throws {
        let scratch = try Scratch()
        for (name, more) in [("import", []), ("new", ["--no-import"])] {
            let run = try ProgramRun(["export", "--format", "cloudformation"] + more)
            try run.output.write(to: scratch.directory.appending(path: "\(name).yaml"), atomically: true, encoding: .utf8)
        }
        let (output, status) = try Self.shell("cfn-lint import.yaml new.yaml", in: scratch.directory)
        #expect(status == 0, "\(output)")
    }
}
