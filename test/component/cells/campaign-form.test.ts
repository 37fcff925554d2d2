import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { PlannedCampaign } from '#shared/model/cells/campaign.ts';
import CampaignForm from '../../../src-renderer/cells/campaign/CampaignForm.svelte';

const popular = { name: '', list: { type: 'popular' as const } };

async function draw(segments: string[], known: { key: string; name: string; users: number }[]) {
  const onchange = vi.fn<(campaign: PlannedCampaign) => void>();
  const campaign = { ...popular, segments };
  const screen = await render(CampaignForm, {
    ...{ campaign, name: 'Plan', segments: known, recommenders: [], categories: [] },
    ...{ onchange, onremove: () => undefined },
  });
  return { screen, onchange };
}

it('tells of chosen segments whose profile is not connected, and lets everyone be chosen', async () => {
  const { screen, onchange } = await draw(['a', 'b'], []);
  await screen.getByText('2 segments').click();
  await screen.getByRole('checkbox', { name: 'Everyone' }).click();
  expect(onchange).toHaveBeenCalledWith({ ...popular, segments: [] });
});

it('says everyone where nothing is chosen', async () => {
  const { screen } = await draw([], []);
  await expect.element(screen.getByText('Everyone', { exact: true })).toBeVisible();
});
