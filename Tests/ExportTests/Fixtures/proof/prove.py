"""Exports of systems proved with the real tools against a local moto server.

usage: SGSCOPE_TERRAFORM_PLUGINS=MIRROR prove.py SGSCOPE WORK NAME=FOLDER...

MIRROR is a filesystem mirror of providers with hashicorp/aws 5.100.0; FOLDER, or a file, holds what describe-security-groups prints and
perhaps describe-security-group-rules. On the PATH: terraform, cfn-lint, tsc; for this Python: boto3, moto[server]. Of each system: Terraform
takes over everything and changes nothing; applied anew, and made as a stack, it is captured as what it was; cfn-lint and tsc find no fault.
"""
import json, os, pathlib, re, shutil, subprocess, sys, time, socket
import boto3, botocore

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM, WORK = sys.argv[1], pathlib.Path(sys.argv[2])
port = 5600 + os.getpid() % 300
URL = f"http://127.0.0.1:{port}"
ENV = {**os.environ, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "AWS_DEFAULT_REGION": "us-east-1",
       "AWS_EC2_METADATA_DISABLED": "true", "TF_CLI_CONFIG_FILE": str(WORK / "terraformrc"), "CHECKPOINT_DISABLE": "1"}
WORK.mkdir(parents=True, exist_ok=True)
(WORK / "terraformrc").write_text(
    f'provider_installation {{\n  filesystem_mirror {{\n    path = "{os.environ["SGSCOPE_TERRAFORM_PLUGINS"]}"\n  }}\n}}\n')
PROVIDER = f'''
terraform {{
  required_providers {{
    aws = {{ source = "hashicorp/aws", version = "5.100.0" }}
  }}
}}
provider "aws" {{
  region = "us-east-1"
  access_key = "x"
  secret_key = "y"
  skip_credentials_validation = true
  skip_metadata_api_check = true
  endpoints {{
    ec2 = "{URL}"
    sts = "{URL}"
    iam = "{URL}"
  }}
}}
'''


def client(name="ec2"):
    return boto3.client(name, endpoint_url=URL, region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="y")


def pages(path):
    out = []
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        try:
            out.append((file.name, json.loads(file.read_text())))
        except Exception as error:
            print("   not JSON:", file.name, str(error)[:60])
    return out


def load(path, ec2):
    """Makes the groups of a describe output in moto; returns how many."""
    groups, rules, vpcs, lists = [], [], {}, {}
    for name, value in pages(path):
        if isinstance(value, list):
            value = {"SecurityGroups": value}
        if not isinstance(value, dict):
            continue
        if "SecurityGroups" in value: groups += value["SecurityGroups"]
        if "SecurityGroupRules" in value: rules += value["SecurityGroupRules"]
        for item in value.get("PrefixLists", []): lists[item["PrefixListId"]] = item
    seen = {}
    for group in groups: seen.setdefault(group["GroupId"], group)
    groups = list(seen.values())
    ids, skipped = {}, []

    def vpc(old):
        if old and old not in vpcs:
            vpcs[old] = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        return vpcs.get(old)

    def prefix_list(old):
        if not (isinstance(lists.get(old), str)):
            family = (lists.get(old) or {}).get("AddressFamily", "IPv4")
            name = (lists.get(old) or {}).get("PrefixListName", old).replace("com.amazonaws", "copy")
            lists[old] = ec2.create_managed_prefix_list(PrefixListName=name, MaxEntries=5, AddressFamily=family)["PrefixList"]["PrefixListId"]
        return lists[old]

    for group in groups:
        if group["GroupName"] == "default": continue
        arguments = {"GroupName": group["GroupName"], "Description": group.get("Description") or "-"}
        own = vpc(group.get("VpcId"))
        if own: arguments["VpcId"] = own
        tags = [tag for tag in group.get("Tags", []) if not tag["Key"].startswith("aws:")]
        if tags: arguments["TagSpecifications"] = [{"ResourceType": "security-group", "Tags": tags}]
        try:
            made = ec2.create_security_group(**arguments)["GroupId"]
        except botocore.exceptions.ClientError as error:
            skipped.append(f"{group['GroupName']}: {error}"[:120]); continue
        ids[group["GroupId"]] = made
        for rule in ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [made]}])["SecurityGroupRules"]:
            ec2.revoke_security_group_egress(GroupId=made, SecurityGroupRuleIds=[rule["SecurityGroupRuleId"]])
    if rules:
        flat = rules
    else:
        flat = []
        for group in groups:
            for egress, key in ((False, "IpPermissions"), (True, "IpPermissionsEgress")):
                for permission in group.get(key, []):
                    base = {"GroupId": group["GroupId"], "IsEgress": egress, "IpProtocol": permission["IpProtocol"],
                            "FromPort": permission.get("FromPort"), "ToPort": permission.get("ToPort")}
                    for item in permission.get("IpRanges", []): flat.append({**base, "CidrIpv4": item["CidrIp"], "Description": item.get("Description")})
                    for item in permission.get("Ipv6Ranges", []): flat.append({**base, "CidrIpv6": item["CidrIpv6"], "Description": item.get("Description")})
                    for item in permission.get("PrefixListIds", []): flat.append({**base, "PrefixListId": item["PrefixListId"], "Description": item.get("Description")})
                    for item in permission.get("UserIdGroupPairs", []): flat.append({**base, "ReferencedGroupInfo": item, "Description": item.get("Description")})
    for rule in flat:
        if rule["GroupId"] not in ids: continue
        permission = {"IpProtocol": rule["IpProtocol"]}
        if rule.get("FromPort") is not None and rule["IpProtocol"] not in ("-1",):
            permission |= {"FromPort": rule["FromPort"], "ToPort": rule["ToPort"]}
        words = {"Description": rule["Description"]} if rule.get("Description") else {}
        if rule.get("CidrIpv4"): permission["IpRanges"] = [{"CidrIp": rule["CidrIpv4"], **words}]
        elif rule.get("CidrIpv6"): permission["Ipv6Ranges"] = [{"CidrIpv6": rule["CidrIpv6"], **words}]
        elif rule.get("PrefixListId"): permission["PrefixListIds"] = [{"PrefixListId": prefix_list(rule["PrefixListId"]), **words}]
        else:
            peer = rule["ReferencedGroupInfo"]["GroupId"]
            if peer not in ids:
                skipped.append(f"a rule names {peer}, which is not there"); continue
            permission["UserIdGroupPairs"] = [{"GroupId": ids[peer], **words}]
        arguments = {"GroupId": ids[rule["GroupId"]], "IpPermissions": [permission]}
        tags = [tag for tag in rule.get("Tags") or [] if not tag["Key"].startswith("aws:")]
        if tags: arguments["TagSpecifications"] = [{"ResourceType": "security-group-rule", "Tags": tags}]
        call = ec2.authorize_security_group_egress if rule["IsEgress"] else ec2.authorize_security_group_ingress
        try:
            call(**arguments)
        except Exception as error:
            skipped.append(f"{permission}: {error}"[:160])
    for line in sorted(set(skipped)): print("   moto takes not:", line)
    return len(ids)


def dump(folder, ec2):
    folder.mkdir(parents=True, exist_ok=True)
    for call, key in (("describe_security_groups", "SecurityGroups"), ("describe_security_group_rules", "SecurityGroupRules"),
                      ("describe_vpcs", "Vpcs"), ("describe_managed_prefix_lists", "PrefixLists")):
        value = {key: getattr(ec2, call)()[key]}
        (folder / f"{call.replace('_', '-')}.json").write_text(json.dumps(value, default=str))
    return folder


def clear(ec2):
    groups = [group for group in ec2.describe_security_groups()["SecurityGroups"] if group["GroupName"] != "default"]
    for group in groups:
        for rule in ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group["GroupId"]]}])["SecurityGroupRules"]:
            call = ec2.revoke_security_group_egress if rule["IsEgress"] else ec2.revoke_security_group_ingress
            call(GroupId=group["GroupId"], SecurityGroupRuleIds=[rule["SecurityGroupRuleId"]])
    for group in groups: ec2.delete_security_group(GroupId=group["GroupId"])


def run(*command, cwd=None):
    return subprocess.run(command, cwd=cwd, env=ENV, capture_output=True, text=True)


def export(folder, form, *more):
    result = run(PROGRAM, "export", "-i", str(folder), "--format", form, *more)
    assert result.returncode == 0, result.stderr
    return result.stdout


def terraform(folder, text):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "main.tf").write_text(text)
    fmt = run("terraform", "fmt", "-check", "-diff", "main.tf", cwd=folder)
    if fmt.returncode: print("   fmt:", fmt.stdout[:1500], fmt.stderr[:500])
    (folder / "provider.tf").write_text(PROVIDER)
    result = run("terraform", "init", "-no-color", cwd=folder)
    assert result.returncode == 0, result.stdout + result.stderr


def plan(folder):
    result = run("terraform", "plan", "-no-color", "-out=tfplan", cwd=folder)
    lines = [line for line in result.stdout.splitlines() if line.startswith(("Plan:", "No changes", "Error"))]
    if result.returncode: print(result.stderr[:3000])
    return (lines or ["?"])[0], result.stdout


def apply(folder):
    result = run("terraform", "apply", "-no-color", "-auto-approve", "tfplan", cwd=folder)
    if result.returncode: print(result.stderr[:3000])
    return result.returncode


def named(folder):
    return {g["GroupId"]: (g["GroupName"], g.get("VpcId")) for g in json.loads((folder / "describe-security-groups.json").read_text())["SecurityGroups"]}


def diff(before, after):
    # diff takes two ids of AWS for two groups: those of the second capture are called as the first calls the same name in the same VPC.
    old = {name: id for id, name in named(before).items()}
    for id, name in named(after).items():
        if name in old and old[name] != id:
            for file in after.glob("*.json"): file.write_text(file.read_text().replace(id, old[name]))
    result = run(PROGRAM, "diff", str(before), str(after))
    return result.returncode, result.stdout


def prove(name, path):
    ec2 = client()
    work = WORK / name
    shutil.rmtree(work, ignore_errors=True)
    print(f"== {name}", flush=True)
    count = load(pathlib.Path(path), ec2)
    if not count:
        print("   no groups"); return
    before = dump(work / "before", ec2)
    rules = [rule for rule in ec2.describe_security_group_rules()["SecurityGroupRules"]]
    own = {g["GroupId"] for g in ec2.describe_security_groups()["SecurityGroups"] if g["GroupName"] != "default"
           and not any(t["Key"].startswith(("aws:", "elbv2.k8s.aws/", "eks:", "aws-parallelcluster")) for t in g.get("Tags", []))}
    expected = len(own) + sum(rule["GroupId"] in own for rule in rules)
    terraform(work / "import", export(before, "terraform"))
    said, text = plan(work / "import")
    good = said == f"Plan: {expected} to import, 0 to add, 0 to change, 0 to destroy."
    print(f"   {count} groups, {expected} in all: {said} {'ok' if good else 'WRONG'}", flush=True)
    if not good: (work / "plan.txt").write_text(text); print(text[-3000:])
    if apply(work / "import") == 0:
        again, text = plan(work / "import")
        print("   after apply:", again[:60], "ok" if again.startswith("No changes") else "WRONG")
        status, text = diff(before, dump(work / "imported", ec2))
        print("   diff after import:", status)
    template = export(before, "cloudformation", "--no-import")
    clear(ec2)
    terraform(work / "new", export(before, "terraform", "--no-import"))
    said, text = plan(work / "new")
    if apply(work / "new") == 0:
        status, text = diff(before, dump(work / "applied", ec2))
        print(f"   applied anew ({said}): diff", status, "ok" if status == 0 else "WRONG\n" + text[:3000], flush=True)
    clear(ec2)
    cloudformation = client("cloudformation")
    try:
        cloudformation.create_stack(StackName=name.replace("_", "-"), TemplateBody=template)
        status, text = diff(before, dump(work / "stack", ec2))
        print("   stack: diff", status, "ok" if status == 0 else "WRONG\n" + text[:3000], flush=True)
    except Exception as error:
        print("   stack: WRONG", error)
    for label, more in (("import", []), ("new", ["--no-import"])):
        (work / f"{label}.yaml").write_text(export(before, "cloudformation", *more))
        lint = run("cfn-lint", str(work / f"{label}.yaml"))
        if lint.returncode: print("   cfn-lint:", lint.stdout[:1500])
    module = work / "pulumi"
    module.mkdir()
    (module / "index.ts").write_text(export(before, "pulumi"))
    shutil.copy(HERE / "pulumi-aws.d.ts", module / "pulumi-aws.d.ts")
    check = run("tsc", "--strict", "--noEmit", "--target", "es2020", "--moduleResolution", "node", "index.ts", "pulumi-aws.d.ts", cwd=module)
    print("   tsc:", check.returncode, check.stdout[:1500])


server = subprocess.Popen([sys.executable, str(HERE / "moto_mended.py"), "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=open(WORK / "moto.log", "w"))
try:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close(); break
        except OSError: time.sleep(0.2)
    import urllib.request
    for argument in sys.argv[3:]:
        name, folder = argument.split("=", 1)
        urllib.request.urlopen(urllib.request.Request(f"{URL}/moto-api/reset", method="POST"))
        try:
            prove(name, folder)
        except Exception as error:
            print("   FAILED:", repr(error)[:2000], flush=True)
finally:
    server.kill()
