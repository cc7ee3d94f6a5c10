'use client';

import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-button';
import { Field, FieldFrame } from '@/components/ui/field';
import { Checkbox, Input, Select } from '@/components/ui/input';
import { PasswordField } from '@/components/ui/password-field';
import { Specimen } from './specimen';

export function Forms() {
  return (
    <>
      <Specimen name="Field: empty, with a hint, disabled">
        <Field label="Name" placeholder="Nightly renderings" />
        <Field label="Name" hint="Where it will be used." defaultValue="Living room" />
        <Field label="Name" defaultValue="Cannot be changed" disabled />
      </Specimen>
      <Specimen name="PasswordField">
        <PasswordField label="Password" defaultValue="correct horse" autoComplete="off" />
      </Specimen>
      <Specimen name="Input beside a Button">
        <Input aria-label="Job id" placeholder="Paste a job id" className="min-w-0 flex-1" />
        <Button variant="primary">Add job</Button>
      </Specimen>
      <Specimen name="CopyField">
        <div className="w-full max-w-96">
          <CopyField
            label="Link"
            text="https://bottega.example/s/0123456789abcdef"
            copyName="Copy the link"
          />
        </div>
      </Specimen>
      <Specimen name="Select: alone, in a FieldFrame, disabled">
        <Select aria-label="State">
          <option>Any state</option>
          <option>Pending</option>
        </Select>
        <FieldFrame label="Expires after" hint="Then it is refused.">
          {(control) => (
            <Select {...control}>
              <option>90 days</option>
            </Select>
          )}
        </FieldFrame>
        <Select aria-label="Mode" disabled>
          <option>furnish</option>
        </Select>
      </Specimen>
      <Specimen name="Checkbox: clear, checked, disabled">
        <Checkbox>Archived</Checkbox>
        <Checkbox defaultChecked>Archived</Checkbox>
        <Checkbox disabled>Archived</Checkbox>
      </Specimen>
    </>
  );
}
